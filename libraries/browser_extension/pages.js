// Keywords that the Browser library gains: finding things on a page by lists of strategies, in one round trip.
// A strategy is a Playwright selector, or "url=" and a regular expression for the address.

const { amountGroups } = require("./shared/amount_groups.js");
const { dialogText } = require("./shared/dialog_text.js");

const POLL_MS = 50;

async function countVisible(page, strategy) {
  if (strategy.startsWith("url=")) return new RegExp(strategy.slice(4)).test(page.url()) ? 1 : 0;
  try {
    return await page.locator(strategy).filter({ visible: true }).count();
  } catch (error) {
    // The page is just being replaced; the next look sees the new one. A malformed selector must not hide.
    if (/navigat|destroyed|detached|closed/i.test(error.message)) return 0;
    throw new Error(`The strategy ${strategy} cannot be used: ${error.message.split("\n")[0]}`);
  }
}

async function look(page, groups) {
  const counts = {};
  for (const [name, strategies] of groups) {
    counts[name] = await Promise.all(strategies.map((strategy) => countVisible(page, strategy)));
  }
  return counts;
}

function firstMatch(groups, counts) {
  for (const [name, , expected] of groups) {
    const index = counts[name].indexOf(1);
    if (index >= 0) return { name, index, asUsual: index === 0 && expected.every((each) => counts[name][each] === 1) };
  }
  return null;
}

// Waits until one of the named locators matches exactly one visible element. `groups` is JSON:
// [[name, [strategy, ...], [index of each strategy that usually matches, ...]], ...] in order of preference. A later
// strategy, or a match without all that usually match, is believed only when the others had `graceMs` to appear, so
// that a page which is still being drawn is not taken for a changed one.
async function findFirst(groups, timeoutMs, graceMs, page) {
  const wanted = JSON.parse(groups);
  const deadline = Date.now() + Number(timeoutMs);
  let since = null;
  for (;;) {
    // A page that is gone shows nothing, which must not be told as a page without the thing.
    if (page.isClosed()) throw new Error("The page has been closed");
    const counts = await look(page, wanted);
    const match = firstMatch(wanted, counts);
    if (match && match.asUsual) return { ...match, counts };
    since = match ? (since ?? Date.now()) : null;
    if (match && (Date.now() - since >= Number(graceMs) || Date.now() >= deadline)) return { ...match, counts };
    if (Date.now() >= deadline) return { name: null, index: null, counts };
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}
findFirst.rfdoc = "Waits for the first of several named locators and tells which strategy matched.";

// What a person could read on the page: its address, its text, and the text of open dialogs.
async function readPage(page) {
  const text = await page.evaluate(() => (document.body ? document.body.innerText : ""));
  return { url: page.url(), text, dialog: await page.evaluate(dialogText) };
}
readPage.rfdoc = "Returns the address, the visible text and the text of open dialogs of the open page.";

// The amounts of the page with the words around each.
async function readAmounts(page) {
  return page.evaluate(amountGroups);
}
readAmounts.rfdoc = "Returns the parts of the open page that name an amount of dollars.";

// A table as a person reads it: the words of its head, and for each row the text and the first link of each cell.
async function readTable(strategy, page) {
  const table = page.locator(strategy).filter({ visible: true });
  return table.evaluate((element) => ({
    heads: [...element.querySelectorAll("th")].map((cell) => cell.innerText.trim()),
    rows: [...element.tBodies[0].rows].map((row) =>
      [...row.cells].map((cell) => ({
        text: cell.innerText.trim(),
        link: cell.querySelector("a") ? cell.querySelector("a").getAttribute("href") : "",
      })),
    ),
  }));
}
readTable.rfdoc = "Returns the head and the rows of the one visible table that a strategy finds.";

// Opens an address and tells the HTTP status of the answer, which Go To does not.
async function openAddress(url, timeoutMs, page) {
  const response = await page.goto(url, { waitUntil: "domcontentloaded", timeout: Number(timeoutMs) });
  return { url: page.url(), status: response ? response.status() : null };
}
openAddress.rfdoc = "Opens an address and returns where it ended and the HTTP status.";

// Presses the one visible element that a strategy finds, once. Playwright waits until it can be pressed; what came in
// between is told instead of raised, so that the caller decides.
async function pressVisible(strategy, timeoutMs, page) {
  try {
    await page.locator(strategy).filter({ visible: true }).click({ timeout: Number(timeoutMs), noWaitAfter: true });
    return { pressed: true, covered: false, reason: "" };
  } catch (error) {
    return { pressed: false, covered: /intercepts pointer events/.test(error.message), reason: error.message.split("\n")[0] };
  }
}
pressVisible.rfdoc = "Presses the one visible element that a strategy finds, once.";

exports.__esModule = true;
exports.findFirst = findFirst;
exports.readPage = readPage;
exports.readAmounts = readAmounts;
exports.readTable = readTable;
exports.openAddress = openAddress;
exports.pressVisible = pressVisible;

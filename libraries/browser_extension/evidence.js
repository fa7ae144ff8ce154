// What a failed run leaves for a person: collected in one round trip, with everything that was typed left out.

const { dialogText } = require("./shared/dialog_text.js");

const watched = new WeakMap();
const KEPT = 40;

function remember(list, entry) {
  list.push(entry);
  if (list.length > KEPT) list.shift();
}

// Notes failed requests (never their bodies) and console errors of every page of the context from now on.
async function watchPage(page) {
  const context = page.context();
  if (watched.has(context)) return true;
  const seen = { requests: [], errors: [] };
  watched.set(context, seen);
  context.on("response", (response) => {
    if (response.status() >= 400) remember(seen.requests, `${response.request().method()} ${bare(response.url())} HTTP ${response.status()}`);
  });
  context.on("requestfailed", (request) => remember(seen.requests, `${request.method()} ${bare(request.url())} ${request.failure()?.errorText}`));
  context.on("weberror", (error) => remember(seen.errors, String(error.error().message).split("\n")[0]));
  context.on("console", (message) => message.type() === "error" && remember(seen.errors, message.text().slice(0, 300)));
  return true;
}
watchPage.rfdoc = "Notes failed requests and errors of the browser's pages from now on.";

function bare(address) {
  return address.split(/[?#]/)[0];
}

// The HTML without scripts and styles, with everything that was typed blanked.
function blankedHtml() {
  const copy = document.documentElement.cloneNode(true);
  copy.querySelectorAll("script, style, noscript, link").forEach((node) => node.remove());
  copy.querySelectorAll("input, textarea").forEach((node) => { node.removeAttribute("value"); node.textContent = ""; });
  return copy.outerHTML;
}

async function quietly(work, fallback) {
  let timer;
  const late = new Promise((resolve) => { timer = setTimeout(() => resolve(fallback), 2000); });
  try {
    return await Promise.race([work(), late]);
  } catch {
    return fallback;
  } finally {
    clearTimeout(timer);
  }
}

// Typed text is masked in the picture. The accessibility snapshot would show password fields, so they are emptied of
// their text there by name.
async function collectEvidence(page) {
  const seen = watched.get(page.context()) ?? { requests: [], errors: [] };
  const typed = await quietly(() => page.evaluate(() => [...document.querySelectorAll("input, textarea")].map((n) => n.value).filter((v) => v.length > 2)), []);
  const hide = (text) => typed.reduce((rest, value) => rest.split(value).join("(typed text)"), text);
  return {
    url: bare(page.url()),
    title: hide(await quietly(() => page.title(), "")),
    text: hide(await quietly(() => page.evaluate(() => document.body?.innerText ?? ""), "")),
    dialog: hide(await quietly(() => page.evaluate(dialogText), "")),
    html: hide(await quietly(() => page.evaluate(blankedHtml), "")),
    aria: hide(await quietly(() => page.locator("body").ariaSnapshot({ timeout: 1500 }), "")),
    screenshot: await quietly(async () => (await page.screenshot({ type: "jpeg", quality: 60, timeout: 1500, mask: [page.locator("input, textarea")], maskColor: "#c9c2bf" })).toString("base64"), ""),
    requests: seen.requests,
    errors: seen.errors,
  };
}
collectEvidence.rfdoc = "Returns what the open page shows, without anything that was typed.";

async function badAnswers(page) {
  return (watched.get(page.context()) ?? { requests: [] }).requests;
}
badAnswers.rfdoc = "Returns the failed requests of the browser so far, without their bodies.";

// Records everything that the pages of the browser do and show, for Playwright's trace viewer.
async function startTrace(page) {
  await page.context().tracing.start({ screenshots: true, snapshots: true });
  return true;
}
startTrace.rfdoc = "Records what the browser does from now on.";

async function stopTrace(path, page) {
  await page.context().tracing.stop({ path });
  return true;
}
stopTrace.rfdoc = "Writes the recording into a file.";

exports.__esModule = true;
exports.startTrace = startTrace;
exports.stopTrace = stopTrace;
exports.watchPage = watchPage;
exports.collectEvidence = collectEvidence;
exports.badAnswers = badAnswers;

// The fuse: a route guard on the browser context that lets at most a stated number of requests pass that may move
// money, whatever the page, a retry, a pop-up, a form or a script does. Guards on one page miss pop-ups and forms.

const relay = require("./fuse/relay.js");

const fuses = new WeakMap();
const STEADY_MS = 500;
// Once every way is cut, Chromium gives a request up within milliseconds.
const GIVING_UP_MS = 3000;
const HARMLESS = new Set(["GET", "HEAD", "OPTIONS"]);

// The host's last two labels; the whole host for numbers and single names.
function siteOf(url) {
  const { hostname, host } = new URL(url);
  if (/^[\d.]+$/.test(hostname) || hostname.includes(":") || !hostname.includes(".")) return host;
  return hostname.split(".").slice(-2).join(".");
}

// Method and path with everything that looks like a number or an identifier left out.
function shapeOf(request) {
  const path = new URL(request.url()).pathname.replace(/\/(?:[0-9a-f]{12,}|\d+)(?=\/|$)/gi, "/*");
  return `${request.method()} ${path}`;
}

function isTracker(request, trackers) {
  // A beacon asks for no answer, so no page can tell a customer about his money with one.
  return request.resourceType() === "ping" || trackers.some((pattern) => new RegExp(pattern, "i").test(request.url()));
}

function verdict(fuse, request, entry) {
  if (isTracker(request, fuse.trackers)) return "tracker";
  if (siteOf(request.url()) !== fuse.site) return "other site";
  if (fuse.budget <= 0) return "over budget";
  if (fuse.shape && entry.shape !== fuse.shape) return "not the known request";
  return "passed";
}

async function guard(fuse, route) {
  const request = route.request();
  if (HARMLESS.has(request.method())) return route.continue();
  const entry = { shape: shapeOf(request), host: new URL(request.url()).host, type: request.resourceType(), status: null };
  entry.verdict = verdict(fuse, request, entry);
  fuse.requests.push(entry);
  if (entry.verdict !== "passed") return route.abort("blockedbyclient");
  // Counted before it is sent: a second request that comes meanwhile finds nothing left.
  fuse.budget -= 1;
  fuse.entries.set(request, entry);
  fuse.underWay.add(request);
  relay.watch(({ host, port }) => siteOf(`http://${host}:${port}/`) === fuse.site);
  return route.continue();
}

// The request has been answered or given up, so Chromium will not send it again.
function settle(fuse, request) {
  if (fuse.underWay.delete(request) && !fuse.underWay.size) relay.release();
}

// Starts the relay through which the browser must be opened, and returns its port.
async function startRelay() {
  return relay.start();
}
startRelay.rfdoc = "Starts the relay through which every connection of the browser passes.";

// Arms the fuse with a budget of 0: nothing that may move money passes. `trackers` is JSON: regular expressions of
// addresses that only count visits. Arming again keeps the record.
async function armFuse(trackers, page) {
  if (!relay.isStarted()) throw new Error("The browser was opened without the relay.");
  const context = page.context();
  const known = { site: siteOf(page.url()), trackers: JSON.parse(trackers) };
  const fuse = { ...known, budget: 0, shape: "", requests: [], entries: new Map(), underWay: new Set() };
  fuse.handler = (route) => guard(fuse, route);
  fuse.onResponse = (response) => {
    const entry = fuse.entries.get(response.request());
    if (entry) entry.status = response.status();
    settle(fuse, response.request());
  };
  fuse.onEnd = (request) => settle(fuse, request);
  await disarmFuse(page);
  fuses.set(context, fuse);
  context.on("response", fuse.onResponse);
  context.on("requestfailed", fuse.onEnd);
  await context.route("**/*", fuse.handler);
  return true;
}
armFuse.rfdoc = "Stops every request of the browser that may move money, until told otherwise.";

// Lets exactly one request pass from now on; only one of the known shape where an earlier transfer has shown it.
async function allowOneRequest(shape, page) {
  const fuse = fuses.get(page.context());
  if (!fuse) throw new Error("The fuse is not armed.");
  fuse.shape = shape;
  fuse.budget = 1;
  return true;
}
allowOneRequest.rfdoc = "Lets exactly one request that may move money pass.";

async function closeFuse(page) {
  const fuse = fuses.get(page.context());
  if (!fuse) return [];
  fuse.budget = 0;
  const deadline = Date.now() + GIVING_UP_MS;
  while (relay.isShut() && fuse.underWay.size && Date.now() < deadline) {
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return fuse.requests;
}
closeFuse.rfdoc = "Lets nothing more pass and returns every request that the fuse has seen.";

async function disarmFuse(page) {
  const context = page.context();
  const fuse = fuses.get(context);
  if (!fuse) return [];
  fuses.delete(context);
  context.off("response", fuse.onResponse);
  context.off("requestfailed", fuse.onEnd);
  await context.unroute("**/*", fuse.handler);
  return fuse.requests;
}
disarmFuse.rfdoc = "Takes the fuse away and returns every request that it has seen.";

async function sameElement(page, strategies) {
  const handles = await Promise.all(
    strategies.map((strategy) => page.locator(strategy).filter({ visible: true }).elementHandle({ timeout: 1000 })),
  );
  const same = await page.evaluate((nodes) => nodes.every((node) => node === nodes[0]), handles);
  return { same, handle: handles[0] };
}

async function lookAtMoneyButton(strategies, page) {
  const counts = await Promise.all(strategies.map((s) => page.locator(s).filter({ visible: true }).count()));
  const matching = strategies.filter((_, index) => counts[index] === 1);
  const nothing = { counts, same: false, stable: false, enabled: false, words: "" };
  if (!matching.length) return nothing;
  try {
    const { same, handle } = await sameElement(page, matching);
    await new Promise((resolve) => setTimeout(resolve, STEADY_MS));
    const stable = await handle.evaluate((node) => node.isConnected);
    const words = await handle.evaluate((node) => node.innerText || node.value || "");
    return { counts, same, stable, enabled: stable && (await handle.isEnabled()), words };
  } catch (error) {
    // It was replaced while it was looked at.
    return nothing;
  }
}

// Tells what is known of the button that moves money, without touching it: how many visible elements each strategy
// finds, whether those that find one all find the same, whether it can be pressed, and whether it stays the same for
// half a second, and its words. A page that is still settling is looked at again until the time is up.
async function inspectMoneyButton(strategies, timeoutMs, page) {
  const deadline = Date.now() + Number(timeoutMs);
  for (;;) {
    const seen = await lookAtMoneyButton(JSON.parse(strategies), page);
    if ((seen.same && seen.stable && seen.enabled) || Date.now() >= deadline) return seen;
  }
}
inspectMoneyButton.rfdoc = "Looks at the button that moves money without touching it.";

exports.__esModule = true;
exports.startRelay = startRelay;
exports.armFuse = armFuse;
exports.allowOneRequest = allowOneRequest;
exports.closeFuse = closeFuse;
exports.disarmFuse = disarmFuse;
exports.inspectMoneyButton = inspectMoneyButton;

// What lies over the page, and how it is closed the way a person would: by a press or with Escape. This file only
// reads and presses; which control may be pressed is decided in automation_suite/modals.
//
// The functions in the folder modals run inside the page. They are sent there as text, so they may use nothing but
// each other and their constants.

const PARTS = ["tree", "layers", "content", "controls", "overlays"].map((name) => require(`./modals/${name}.js`));

function asText(value) {
  return value instanceof RegExp ? String(value) : JSON.stringify(value);
}

const PAGE_CODE = PARTS.flatMap(({ functions, constants }) => [
  ...Object.entries(constants).map(([name, value]) => `const ${name} = ${asText(value)};`),
  ...functions.map(String),
]).join("\n");

// A function for Playwright that runs one of the functions of the parts, with the others in reach.
function inPage(name) {
  return new Function("first", "second", `${PAGE_CODE}\nreturn ${name}(first, second);`);
}

const READ_PAGE = inPage("readPageOverlays");
const READ_FRAME = inPage("readWholeFrame");
const STILL_THERE = inPage("isStillThere");
const TEXT_OF = inPage("textOfOverlay");
const LOOK_OF = inPage("lookOfOverlay");
const ON_TOP = inPage("isOnTop");
const LABEL_OF = inPage("labelOfControl");

const SETTLE_POLL_MS = 40;
const PRESS_QUIET_MS = 900; // a press may first ask the server
const KEY_QUIET_MS = 300;
const CHANGE_MS = 300;
const FADE_MS = 2000;
const MOVE_MS = 1000;
const PRESS_TIMEOUT_MS = 1500;
const MAX_FRAME_DEPTH = 3;

const readings = new WeakMap();

function pause(milliseconds) {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

// A frame that is just going away has nothing to close.
async function quietly(action, otherwise) {
  try {
    return await action();
  } catch (error) {
    return otherwise;
  }
}

async function elementsOf(handle, pick, argument) {
  const list = await handle.evaluateHandle(pick, argument);
  const properties = await list.getProperties();
  await list.dispose();
  return [...properties.values()].map((each) => each.asElement()).filter(Boolean);
}

async function readFrame(frame, whole) {
  const handle = await frame.evaluateHandle(whole ? READ_FRAME : READ_PAGE);
  const { facts, inside, beside } = await handle.evaluate((reading) => ({
    facts: reading.facts,
    inside: reading.overlays.map((overlay) => overlay.frames.length),
    beside: reading.frames.length,
  }));
  const overlays = facts.map((fact, index) => ({
    fact,
    root: { handle, index },
    controls: fact.controls.map((_, position) => ({ handle, index, position })),
  }));
  return { handle, overlays, inside, beside };
}

// Adds what the frames inside of an overlay show to the overlay itself.
async function addFrames(overlay, handle, index, depth, used) {
  const elements = await elementsOf(handle, (reading, at) => reading.overlays[at].frames, index);
  for (const element of elements) {
    const frame = await element.contentFrame();
    const part = frame && depth < MAX_FRAME_DEPTH && (await quietly(() => readFrame(frame, true), null));
    if (!part) continue;
    used.push(part.handle);
    for (const [position, inner] of part.overlays.entries()) {
      if (part.inside[position]) await addFrames(inner, part.handle, position, depth + 1, used);
      mergeInto(overlay, inner);
    }
  }
}

function mergeInto(overlay, inner) {
  const { fact } = overlay;
  fact.title = fact.title || inner.fact.title;
  fact.text = `${fact.text} ${inner.fact.text}`.trim();
  fact.hints = `${fact.hints} ${inner.fact.hints}`;
  fact.captcha = fact.captcha || inner.fact.captcha;
  fact.images += inner.fact.images;
  fact.fields.push(...inner.fact.fields);
  fact.controls.push(...inner.fact.controls);
  overlay.controls.push(...inner.controls);
}

async function readTree(frame, depth, used) {
  const reading = await quietly(() => readFrame(frame, false), null);
  if (!reading) return [];
  used.push(reading.handle);
  const { handle, overlays, inside, beside } = reading;
  for (const [index, overlay] of overlays.entries()) {
    if (inside[index]) await quietly(() => addFrames(overlay, handle, index, depth, used), null);
  }
  if (!beside || depth >= MAX_FRAME_DEPTH) return overlays;
  const elements = await elementsOf(handle, (each) => each.frames);
  const frames = await Promise.all(elements.map((element) => quietly(() => element.contentFrame(), null)));
  const nested = await Promise.all(frames.filter(Boolean).map((each) => readTree(each, depth + 1, used)));
  return [...overlays, ...nested.flat()];
}

async function readOnce(page) {
  const before = readings.get(page);
  if (before) await Promise.all(before.used.map((handle) => quietly(() => handle.dispose(), null)));
  const used = [];
  const overlays = await readTree(page.mainFrame(), 0, used);
  readings.set(page, { overlays, used });
  return overlays.map((overlay) => overlay.fact);
}

// Reads everything that lies over the open page, in all its frames and open shadow roots, once it stands still.
async function readOverlays(page) {
  if (!page || typeof page === "string") throw new Error("No page is open.");
  const deadline = Date.now() + MOVE_MS;
  for (;;) {
    const facts = await readOnce(page);
    if (!facts.some((fact) => fact.moving) || Date.now() >= deadline) return facts;
    await pause(SETTLE_POLL_MS);
  }
}
readOverlays.rfdoc = "Returns what lies over the open page. Used by `Dismiss Modals`.";

async function elementOf(place) {
  const pick = (reading, at) =>
    at.position === undefined ? reading.overlays[at.index].root : reading.overlays[at.index].controls[at.position];
  return (await place.handle.evaluateHandle(pick, { index: place.index, position: place.position })).asElement();
}

function overlayAt(page, index) {
  const reading = readings.get(page);
  if (!reading || !reading.overlays[index]) throw new Error("The page was not read before.");
  return reading.overlays[index];
}

// "gone", "changed" (the same box shows something else) or "still there". It gives up after `quietMs`, unless the box
// has begun to move or fade by then.
async function becameOf(root, before, quietMs) {
  const start = Date.now();
  const look = await quietly(() => root.evaluate(LOOK_OF), "");
  let stirred = false;
  let changed = 0;
  for (;;) {
    const there = await quietly(() => root.evaluate(STILL_THERE), false);
    if (!there) return "gone";
    const text = await quietly(() => root.evaluate(TEXT_OF), before);
    // A box that is about to go may lose its words one after the other.
    changed = text !== before && text ? changed || Date.now() : 0;
    if (changed && Date.now() - changed >= CHANGE_MS) return "changed";
    stirred = stirred || (await quietly(() => root.evaluate(LOOK_OF), "")) !== look;
    if (Date.now() - start >= (stirred ? FADE_MS : quietMs)) return "still there";
    await pause(SETTLE_POLL_MS);
  }
}

async function actOn(page, overlayIndex, quietMs, act) {
  const address = page.url();
  const overlay = overlayAt(page, Number(overlayIndex));
  const root = await quietly(() => elementOf(overlay.root), null);
  const before = root && (await quietly(() => root.evaluate(TEXT_OF), null));
  if (before === null) return { became: "gone by itself", problem: "", moved: false };
  const problem = await act(overlay, root);
  const became = problem ? "still there" : await becameOf(root, before, quietMs);
  const moved = page.url().split("#")[0] !== address.split("#")[0];
  return { became, problem: problem || "", moved };
}

// Presses a control that never stands still, such as a pulsing cross, when it is on top at this very moment.
async function pressMoving(control, page) {
  const onTop = await quietly(() => control.evaluate(ON_TOP), false);
  const box = onTop && (await control.boundingBox());
  if (box) await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
  return Boolean(box);
}

// Presses one control with a real click. `expected` is its text when the choice was made: a page may use the same
// button for something else by now, and then nothing is pressed.
async function pressOverlayControl(overlayIndex, controlIndex, expected, page) {
  return actOn(page, overlayIndex, PRESS_QUIET_MS, async (overlay) => {
    const control = await elementOf(overlay.controls[Number(controlIndex)]);
    if ((await control.evaluate(LABEL_OF)) !== expected) return "the control has changed meanwhile";
    try {
      await control.click({ timeout: PRESS_TIMEOUT_MS, noWaitAfter: true });
      return null;
    } catch (error) {
      return (await pressMoving(control, page)) ? null : error.message.split("\n")[0];
    }
  });
}
pressOverlayControl.rfdoc = "Presses one control of what lies over the page. Used by `Dismiss Modals`.";

async function escapeOverlay(overlayIndex, page) {
  return actOn(page, overlayIndex, KEY_QUIET_MS, async (overlay, root) => {
    await root.evaluate((node) => {
      if (!node.contains(document.activeElement)) node.focus({ preventScroll: true });
    });
    await page.keyboard.press("Escape");
    return null;
  });
}
escapeOverlay.rfdoc = "Presses Escape for what lies over the page. Used by `Dismiss Modals`.";

// Presses the empty part of the layer around a box, where nothing else is.
async function pressBesideOverlay(overlayIndex, page) {
  return actOn(page, overlayIndex, KEY_QUIET_MS, async (overlay, root) => {
    const box = await root.boundingBox();
    const free = await overlay.root.handle.evaluate(
      (reading, index) => reading.overlays[index].free,
      overlay.root.index,
    );
    const own = await root.evaluate((node) => node.getBoundingClientRect().toJSON());
    if (!box || !free) return "there is no empty part";
    await page.mouse.click(box.x - own.x + free.x, box.y - own.y + free.y);
    return null;
  });
}
pressBesideOverlay.rfdoc = "Presses the empty part around what lies over the page. Used by `Dismiss Modals`.";

exports.__esModule = true;
exports.readOverlays = readOverlays;
exports.pressOverlayControl = pressOverlayControl;
exports.escapeOverlay = escapeOverlay;
exports.pressBesideOverlay = pressBesideOverlay;

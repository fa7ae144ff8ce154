// What lies over the page, and how it is closed the way a person would: by a press or with Escape. This file only
// reads and presses; which control may be pressed is decided in automation_suite/modals.
//
// The functions of the first part run inside the page. They are sent there as text, so they may use nothing but each
// other. `memo` holds what one reading has already computed.

const COLUMNS = 14;
const ROWS = 12;
const FADED = 0.05;

/* ---- in the page: the composed tree, styles, visibility ---- */

function parentOf(node) {
  if (node.assignedSlot) return node.assignedSlot;
  if (node.parentElement) return node.parentElement;
  const root = node.getRootNode();
  return root instanceof ShadowRoot ? root.host : null;
}

function childrenOf(node) {
  if (node.shadowRoot) return node.shadowRoot.childNodes;
  if (node.localName === "slot" && node.assignedNodes().length) return node.assignedNodes();
  return node.childNodes;
}

function holds(outer, inner) {
  for (let node = inner; node; node = parentOf(node)) if (node === outer) return true;
  return false;
}

function styleOf(memo, node) {
  if (!memo.styles.has(node)) memo.styles.set(node, getComputedStyle(node));
  return memo.styles.get(node);
}

function isShown(node) {
  return node.checkVisibility({ opacityProperty: true, visibilityProperty: true, contentVisibilityAuto: true });
}

function topmostAt(x, y) {
  let node = document.elementFromPoint(x, y);
  while (node && node.shadowRoot) {
    const inner = node.shadowRoot.elementFromPoint(x, y);
    if (!inner || inner === node) break;
    node = inner;
  }
  return node;
}

function contains(box, x, y) {
  return box.left <= x && x <= box.right && box.top <= y && y <= box.bottom;
}

function overlap(a, b) {
  const width = Math.min(a.right, b.right) - Math.max(a.left, b.left);
  const height = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
  return width > 0 && height > 0 ? width * height : 0;
}

function nameOf(node) {
  const name = typeof node.className === "string" ? node.className : (node.getAttribute("class") || "");
  return `${node.localName} ${node.id} ${name}`;
}

/* ---- in the page: layers, which are what lies over it ---- */

function isDialog(node) {
  const role = node.getAttribute("role");
  return node.localName === "dialog" || role === "dialog" || role === "alertdialog" || node.getAttribute("aria-modal") === "true";
}

function isInTopLayer(node) {
  return node.matches(":modal") || (node.hasAttribute("popover") && node.matches(":popover-open"));
}

function isLaidOnPage(memo, node) {
  for (let outer = parentOf(node); outer && outer !== document.body; outer = parentOf(outer)) {
    if (styleOf(memo, outer).position !== "static") return false;
  }
  return true;
}

function isLifted(memo, node) {
  const style = styleOf(memo, node);
  if (style.position === "fixed" || style.position === "sticky" || isInTopLayer(node)) return true;
  if (style.position !== "absolute") return false;
  if (isDialog(node) || Number(style.zIndex) >= 1000) return true;
  return Number(style.zIndex) > 0 && (isLaidOnPage(memo, node) || coversMost(node));
}

function coversMost(node) {
  const view = { left: 0, top: 0, right: innerWidth, bottom: innerHeight };
  return overlap(node.getBoundingClientRect(), view) >= 0.8 * innerWidth * innerHeight;
}

// Some applications put the whole page into one fixed box. Such a box is the page, not something over it.
function isThePageItself(memo, node) {
  if (memo.shells.has(node)) return memo.shells.get(node);
  const answer = coversMost(node) && !isInTopLayer(node) && !isDialog(node) && (holdsPageParts(node) || !liesOverSomething(node));
  memo.shells.set(node, answer);
  return answer;
}

function holdsPageParts(node) {
  const parts = [...node.querySelectorAll("main, [role=main], nav, [role=navigation]")];
  return parts.some((part) => !part.closest("dialog, [role=dialog], [role=alertdialog], [aria-modal=true]"));
}

function liesOverSomething(node) {
  const box = node.getBoundingClientRect();
  for (let inner = node; inner && inner !== document.documentElement; inner = parentOf(inner)) {
    const outer = parentOf(inner);
    for (const sibling of outer ? outer.children : []) {
      if (sibling === inner || !isShown(sibling)) continue;
      if (overlap(sibling.getBoundingClientRect(), box) > 5000 || /^(main|article|section)$/.test(sibling.localName)) return true;
    }
  }
  return false;
}

// The outermost lifted element at this point. A lifted element that lets the mouse through is only a frame around
// what it holds: there the outermost part that takes the mouse is the layer.
function layerOf(memo, hit, x, y) {
  let layer = null;
  let active = null;
  for (let node = hit; node && node !== document.body && node !== document.documentElement; node = parentOf(node)) {
    const style = styleOf(memo, node);
    if (Number(style.opacity) < FADED) return null;
    if (style.pointerEvents !== "none") active = node;
    if (!active || !isLifted(memo, node)) continue;
    if (contains(active.getBoundingClientRect(), x, y) && !isThePageItself(memo, active)) layer = active;
  }
  return layer;
}

// The dialog inside the layer to which the hit belongs; null where it hits none.
function dialogOf(layer, hit) {
  let dialog = null;
  for (let node = hit; node && node !== layer; node = parentOf(node)) if (isDialog(node)) dialog = node;
  return dialog;
}

// Points all over the window, and more of them along its upper and lower edge, where banners are.
function probePoints() {
  const rows = [0.02, 0.985, ...Array.from({ length: ROWS }, (_, row) => (row + 0.5) / ROWS)];
  const columns = Array.from({ length: COLUMNS }, (_, column) => (column + 0.5) / COLUMNS);
  return rows.flatMap((row) => columns.map((column) => ({ x: column * innerWidth, y: row * innerHeight })));
}

function probe(memo) {
  const layers = new Map();
  for (const { x, y } of probePoints()) {
    const hit = topmostAt(x, y);
    const layer = hit && layerOf(memo, hit, x, y);
    if (!layer) continue;
    if (!layers.has(layer)) layers.set(layer, []);
    layers.get(layer).push({ hit, dialog: dialogOf(layer, hit), x, y });
  }
  return layers;
}

// One layer is one overlay, unless it holds several dialogs: then each of them is one.
function splitLayer([layer, hits]) {
  const dialogs = [...new Set(hits.map((each) => each.dialog).filter(Boolean))];
  if (dialogs.length < 2) return [{ root: layer, dialog: dialogs[0] || null, hits }];
  return dialogs.map((dialog) => ({ root: dialog, dialog, hits: hits.filter((each) => each.dialog === dialog) }));
}

/* ---- in the page: what an overlay holds ---- */

const CONTROLS =
  "button, a, summary, input[type=button], input[type=submit], input[type=reset], input[type=image], [role=button], [role=link], [onclick]";
const CLOSING = /clos|dismiss|schlie|ferme|cerrar|chiudi|fechar|sluit/i;
const CAPTCHA = /captcha|turnstile|challenges\.cloudflare|arkoselabs|funcaptcha|geetest|captcha-delivery|mtcaptcha/i;

function isNativeControl(node) {
  return node.matches(CONTROLS);
}

// Pages also make controls of plain boxes: the hand of the mouse or a name that speaks of closing gives them away.
function isMadeControl(memo, node) {
  if (/^(html|body|form|label|input|select|textarea|iframe|option|svg|path|use|g|line)$/.test(node.localName)) return false;
  const outer = parentOf(node);
  const pointed = styleOf(memo, node).cursor === "pointer" && !(outer && styleOf(memo, outer).cursor === "pointer");
  const named = CLOSING.test(nameOf(node)) && isSmall(node.getBoundingClientRect());
  return (pointed || named) && !node.querySelector(CONTROLS);
}

function isSmall(box) {
  return box.width >= 6 && box.height >= 6 && box.width <= 72 && box.height <= 72;
}

function readField(memo, node) {
  const type = (node.type || node.localName).toLowerCase();
  const words = [node.name, node.id, node.placeholder, node.autocomplete, node.getAttribute("aria-label"), node.inputMode];
  return {
    type,
    words: words.filter(Boolean).join(" ").slice(0, 200),
    checked: Boolean(node.checked) || node.getAttribute("aria-checked") === "true",
    disabled: Boolean(node.disabled) || node.getAttribute("aria-disabled") === "true",
    maxLength: node.maxLength > 0 ? node.maxLength : 0,
  };
}

function isField(node) {
  if (/^(select|textarea)$/.test(node.localName) || /^(switch|checkbox|textbox|searchbox)$/.test(node.getAttribute("role") || "")) return true;
  return node.localName === "input" && !/^(hidden|button|submit|reset|image)$/.test(node.type);
}

// A checkbox drawn by CSS is invisible itself; its label is what a person sees.
function isFieldShown(node) {
  if (isShown(node)) return true;
  return /^(checkbox|radio)$/.test(node.type || "") && [...(node.labels || [])].some(isShown);
}

function isCaptcha(node) {
  if (node.localName === "iframe") return CAPTCHA.test(`${node.src} ${node.title}`) && !/size=invisible/.test(node.src) && isShown(node);
  return /(^|\s)(g-recaptcha|h-captcha|cf-turnstile)(\s|$)/.test(nameOf(node)) && node.dataset.size !== "invisible" && isShown(node);
}

function gather(memo, root) {
  const found = { texts: [], boxes: [], controls: [], fields: [], frames: [], headings: [], captcha: false, images: 0, count: 0 };
  walk(memo, root, found, null);
  return found;
}

function walk(memo, node, found, control) {
  if (node.nodeType === Node.TEXT_NODE) {
    readText(node, found);
    return;
  }
  if (node.nodeType !== Node.ELEMENT_NODE || (found.count += 1) > 4000) return;
  if (/^(script|style|noscript|template|head)$/.test(node.localName)) return;
  if (isField(node) && isFieldShown(node)) found.fields.push(readField(memo, node));
  if (!isShown(node) && styleOf(memo, node).display !== "contents") {
    if (styleOf(memo, node).visibility !== "hidden") return;
  } else {
    note(memo, node, found);
    if (isNativeControl(node) || (!control && isMadeControl(memo, node))) {
      control = node;
      found.controls.push(node);
    }
  }
  for (const child of childrenOf(node)) walk(memo, child, found, control);
}

function readText(node, found) {
  const text = node.data.trim();
  const holder = node.parentElement || node.getRootNode().host;
  if (!text || !holder || !isShown(holder)) return;
  const range = document.createRange();
  range.selectNode(node);
  const box = range.getBoundingClientRect();
  if (!box.width || !box.height) return;
  found.boxes.push(box);
  found.texts.push(text.slice(0, 600));
}

function note(memo, node, found) {
  if (isCaptcha(node)) found.captcha = true;
  if (node.localName === "iframe") found.frames.push(node);
  if (/^(img|video|canvas|picture)$/.test(node.localName) || styleOf(memo, node).backgroundImage.startsWith("url(")) found.images += 1;
  if (/^h[1-6]$/.test(node.localName) || node.getAttribute("role") === "heading") found.headings.push(node);
  if (/^(img|input|select|textarea|iframe|button)$/.test(node.localName)) found.boxes.push(node.getBoundingClientRect());
}

function around(boxes) {
  return {
    left: Math.max(0, Math.min(...boxes.map((box) => box.left))),
    top: Math.max(0, Math.min(...boxes.map((box) => box.top))),
    right: Math.min(innerWidth, Math.max(...boxes.map((box) => box.right))),
    bottom: Math.min(innerHeight, Math.max(...boxes.map((box) => box.bottom))),
  };
}

/* ---- in the page: one control ---- */

function referred(node, attribute) {
  const scope = node.getRootNode();
  const ids = (node.getAttribute(attribute) || "").split(/\s+/).filter(Boolean);
  return ids.map((id) => (scope.getElementById(id) || {}).textContent || "").join(" ").trim();
}

function drawnText(memo, node) {
  const parts = ["::before", "::after"].map((part) => getComputedStyle(node, part).content);
  return parts.map((content) => (/^"(.{1,2})"$/.exec(content) || ["", ""])[1]).join("").trim();
}

function ownText(memo, node) {
  const texts = [];
  const collect = (each) => {
    if (each.nodeType === Node.TEXT_NODE) texts.push(each.data);
    else if (each.nodeType === Node.ELEMENT_NODE && !/^(style|script|title|desc)$/.test(each.localName) && isShown(each)) {
      for (const child of childrenOf(each)) collect(child);
    }
  };
  collect(node);
  return texts.join(" ").replace(/\s+/g, " ").trim();
}

function pictures(node) {
  return [...node.querySelectorAll("svg, use, img, i, span, path")].slice(0, 12);
}

// The identifiers that its author gave to a control: classes, ids, test ids, file names of pictures.
function hintsOf(node) {
  const hints = [];
  for (const each of [node, ...pictures(node)]) {
    hints.push(...nameOf(each).split(/\s+/).slice(1));
    for (const { name, value } of each.attributes) {
      if (name.startsWith("data-") || /click|rel$/.test(name)) hints.push(name, value);
      if (/^(href|xlink:href|src)$/.test(name) && each !== node) hints.push(value.split(/[\/#]/).pop());
      if (name === "name") hints.push(value);
    }
  }
  return [...new Set(hints)].filter((hint) => hint && hint.length < 80).slice(0, 60);
}

function pictureNames(node) {
  const names = [...node.querySelectorAll("img[alt], svg[aria-label], [role=img][aria-label]")].map((each) => each.getAttribute("alt") || each.getAttribute("aria-label"));
  const titles = [...node.querySelectorAll("svg title")].map((each) => each.textContent);
  return [...names, ...titles].filter(Boolean).join(" ").trim();
}

function turnedBy45(memo, node, part) {
  const style = getComputedStyle(node, part);
  const matrix = /^matrix\(([-\d.e]+), ([-\d.e]+)/.exec(style.transform);
  const turned = style.rotate && style.rotate !== "none" ? parseFloat(style.rotate) : 0;
  const angle = matrix ? (Math.atan2(Number(matrix[2]), Number(matrix[1])) * 180) / Math.PI : turned;
  return Math.abs(Math.abs(((angle % 90) + 90) % 90) - 45) < 3;
}

function isDrawnCross(memo, node) {
  if (turnedBy45(memo, node, "::before") && turnedBy45(memo, node, "::after")) return true;
  const bars = [...node.children].filter((child) => turnedBy45(memo, child, null));
  return bars.length === 2 || [...node.children].some((child) => turnedBy45(memo, child, "::before") && turnedBy45(memo, child, "::after"));
}

function isHitBy(shape, x, y) {
  const matrix = shape.getScreenCTM();
  if (!matrix) return false;
  const point = new DOMPoint(x, y).matrixTransform(matrix.inverse());
  const style = getComputedStyle(shape);
  const filled = style.fill !== "none" && shape.isPointInFill(point);
  return filled || (style.stroke !== "none" && shape.isPointInStroke(point));
}

// A drawing is a cross when both diagonals are painted and the middles of the four sides are not.
function isPaintedCross(node) {
  const svg = node.localName === "svg" ? node : node.querySelector("svg");
  const shapes = svg ? [...svg.querySelectorAll("path, line, polygon, polyline, rect")].slice(0, 6) : [];
  if (!shapes.length) return false;
  const box = around(shapes.map((shape) => shape.getBoundingClientRect()));
  const at = (x, y) => shapes.some((shape) => isHitBy(shape, box.left + x * (box.right - box.left), box.top + y * (box.bottom - box.top)));
  const diagonals = [[0.5, 0.5], [0.3, 0.3], [0.7, 0.7], [0.3, 0.7], [0.7, 0.3]];
  const sides = [[0.5, 0.12], [0.5, 0.88], [0.12, 0.5], [0.88, 0.5]];
  return diagonals.every(([x, y]) => at(x, y)) && !sides.some(([x, y]) => at(x, y));
}

function isReachable(node, box) {
  const x = (Math.max(box.left, 0) + Math.min(box.right, innerWidth)) / 2;
  const y = (Math.max(box.top, 0) + Math.min(box.bottom, innerHeight)) / 2;
  if (box.right <= 0 || box.bottom <= 0 || box.left >= innerWidth || box.top >= innerHeight) return true;
  const hit = topmostAt(x, y);
  return Boolean(hit) && (holds(node, hit) || (holds(hit, node) && hit.localName === "label"));
}

function cornerOf(box, content) {
  const x = (box.left + box.right) / 2;
  const y = (box.top + box.bottom) / 2;
  const high = y - content.top <= 90 || content.bottom - content.top <= 200;
  if (!high || !isSmall(box)) return "";
  if (content.right - x <= 90) return "right";
  return x - content.left <= 90 ? "left" : "";
}

function leadsElsewhere(node) {
  const link = node.closest("a[href], area[href]");
  if (!link) return false;
  const href = link.getAttribute("href").trim();
  if (!href || href.startsWith("#") || /^javascript:/i.test(href)) return false;
  const target = new URL(link.href, document.baseURI);
  return !(target.hash && target.href.split("#")[0] === location.href.split("#")[0]);
}

function submitsForm(node) {
  const form = node.form || null;
  return Boolean(form) && /^(submit|image)$/.test(node.type) && form.method !== "dialog" && node.getAttribute("formmethod") !== "dialog";
}

function readControl(memo, node, content) {
  const box = node.getBoundingClientRect();
  const text = ownText(memo, node);
  return {
    text: (text || drawnText(memo, node) || node.value || "").slice(0, 160),
    name: (referred(node, "aria-labelledby") || node.getAttribute("aria-label") || "").slice(0, 160),
    title: (node.getAttribute("title") || pictureNames(node) || node.getAttribute("alt") || "").slice(0, 160),
    hints: hintsOf(node),
    link: node.localName === "a" || node.getAttribute("role") === "link",
    leaves: leadsElsewhere(node),
    submits: submitsForm(node),
    disabled: Boolean(node.disabled) || node.getAttribute("aria-disabled") === "true",
    reachable: isReachable(node, box) && box.width >= 6 && box.height >= 6,
    small: isSmall(box),
    corner: cornerOf(box, content),
    cross: isSmall(box) && (isDrawnCross(memo, node) || isPaintedCross(node)),
    inRow: Boolean(node.closest("li, tr, [role=listitem], [role=option], [role=row]")),
  };
}

/* ---- in the page: one overlay ---- */

function titleOf(overlay, found) {
  const dialog = overlay.dialog || overlay.root;
  const heading = found.headings.map((each) => each.textContent.trim()).find(Boolean);
  return (heading || referred(dialog, "aria-labelledby") || dialog.getAttribute("aria-label") || found.texts[0] || "").replace(/\s+/g, " ").slice(0, 120);
}

function hintsAround(root, dialog) {
  const nodes = [root, dialog, ...root.children].filter(Boolean).slice(0, 8);
  return nodes.map(nameOf).join(" ").slice(0, 600);
}

function furnitureOf(root) {
  const role = root.getAttribute("role") || "";
  if (/^(header|nav|footer|aside|main)$/.test(root.localName)) return root.localName;
  if (/^(banner|navigation|contentinfo|complementary|toolbar|menubar|menu|listbox|search|tablist|tooltip|grid)$/.test(role)) return role;
  return root.querySelector("nav, [role=navigation], [role=menubar], [role=search], [role=toolbar]") ? "navigation" : "";
}

// It is just coming, going or changing; an endless pulse does not count.
function isMoving(root) {
  const running = root.getAnimations({ subtree: true }).filter((each) => each.playState === "running" && each.effect);
  return running.some((each) => Number.isFinite(each.effect.getComputedTiming().endTime));
}

function readOverlay(memo, overlay) {
  const { root, dialog, hits } = overlay;
  const found = gather(memo, root);
  const content = found.boxes.length ? around(found.boxes) : root.getBoundingClientRect();
  const free = hits.find((each) => each.hit === root && !leadsElsewhere(root));
  overlay.controls = found.controls;
  overlay.frames = found.frames;
  overlay.free = free ? { x: free.x, y: free.y } : null;
  return {
    title: titleOf(overlay, found),
    text: found.texts.join(" ").slice(0, 3000),
    hints: hintsAround(root, dialog),
    role: (dialog || root).getAttribute("role") || (dialog || root).localName,
    dialog: Boolean(dialog) || isDialog(root),
    modal: root.matches(":modal") || (dialog || root).getAttribute("aria-modal") === "true" || Boolean(dialog && dialog.matches(":modal")),
    furniture: furnitureOf(root),
    covers: hits.length / ((ROWS + 2) * COLUMNS),
    centre: holds(root, topmostAt(innerWidth / 2, innerHeight / 2) || document.body),
    language: (root.closest("[lang]") || document.documentElement).lang || "",
    captcha: found.captcha,
    images: found.images,
    outside: Boolean(overlay.free),
    moving: isMoving(root),
    fields: found.fields.slice(0, 60),
    controls: found.controls.slice(0, 60).map((node) => readControl(memo, node, content)),
  };
}

// Frames that are part of the page and large enough to hold something that covers it.
function pageFrames(memo, overlays) {
  const frames = [...document.querySelectorAll("iframe")].filter((frame) => {
    const box = frame.getBoundingClientRect();
    return box.width >= 300 && box.height >= 200 && box.bottom > 0 && box.top < innerHeight && isShown(frame);
  });
  return frames.filter((frame) => !overlays.some(({ root }) => holds(root, frame))).slice(0, 6);
}

function readPageOverlays() {
  const memo = { styles: new Map(), shells: new Map() };
  const overlays = document.body ? [...probe(memo)].flatMap(splitLayer) : [];
  const facts = overlays.map((overlay) => readOverlay(memo, overlay));
  return { facts, overlays, frames: document.body ? pageFrames(memo, overlays) : [] };
}

// Reads a frame that is itself the content of an overlay: all that can be seen in it belongs to that overlay.
function readWholeFrame() {
  const memo = { styles: new Map(), shells: new Map() };
  const overlay = { root: document.body, dialog: null, hits: [] };
  return { facts: [readOverlay(memo, overlay)], overlays: [overlay], frames: [] };
}

function isStillThere(root) {
  if (!root.isConnected || !isShown(root)) return false;
  const box = root.getBoundingClientRect();
  const inView = overlap(box, { left: 0, top: 0, right: innerWidth, bottom: innerHeight }) > 400;
  return inView && Number(getComputedStyle(root).opacity) >= FADED;
}

function textOfOverlay(root) {
  return gather({ styles: new Map(), shells: new Map() }, root).texts.join(" ").slice(0, 3000);
}

function lookOfOverlay(root) {
  const parts = [root, ...root.children].slice(0, 4);
  return parts.map((part) => {
    const { x, y, width, height } = part.getBoundingClientRect();
    return [part.className, getComputedStyle(part).opacity, x, y, width, height].join();
  }).join(" ");
}

function isOnTop(node) {
  return node.isConnected && isShown(node) && !node.disabled && isReachable(node, node.getBoundingClientRect());
}

function labelOfControl(node) {
  const memo = { styles: new Map(), shells: new Map() };
  return node.isConnected ? (ownText(memo, node) || drawnText(memo, node) || node.value || "").slice(0, 160) : null;
}

/* ---- outside the page ---- */

const PAGE_FUNCTIONS = [
  parentOf, childrenOf, holds, styleOf, isShown, topmostAt, contains, overlap, nameOf, isDialog, isInTopLayer, isLaidOnPage, isLifted,
  coversMost, isThePageItself, holdsPageParts, liesOverSomething, layerOf, dialogOf, probePoints, probe, splitLayer, isNativeControl, isMadeControl,
  isSmall, readField, isField, isFieldShown, isCaptcha, gather, walk, readText, note, around, referred, drawnText, ownText, pictures,
  hintsOf, pictureNames, turnedBy45, isDrawnCross, isHitBy, isPaintedCross, isReachable, cornerOf, leadsElsewhere, submitsForm, readControl,
  titleOf, hintsAround, furnitureOf, isMoving, readOverlay, pageFrames, readPageOverlays, readWholeFrame, isStillThere, textOfOverlay, lookOfOverlay, isOnTop, labelOfControl,
];
const PAGE_CONSTANTS = { COLUMNS, ROWS, FADED, CONTROLS };
const PAGE_CODE = [
  ...Object.entries(PAGE_CONSTANTS).map(([name, value]) => `const ${name} = ${JSON.stringify(value)};`),
  `const CLOSING = ${CLOSING};`,
  `const CAPTCHA = ${CAPTCHA};`,
  ...PAGE_FUNCTIONS.map(String),
].join("\n");

// A function for Playwright that runs one of the functions above with the others in reach.
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
  const pick = (reading, at) => (at.position === undefined ? reading.overlays[at.index].root : reading.overlays[at.index].controls[at.position]);
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
  for (;;) {
    const there = await quietly(() => root.evaluate(STILL_THERE), false);
    if (!there) return "gone";
    const text = await quietly(() => root.evaluate(TEXT_OF), before);
    if (text !== before && text) return "changed";
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
    const free = await overlay.root.handle.evaluate((reading, index) => reading.overlays[index].free, overlay.root.index);
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

// What lies over the page: its layers, found by probing points all over the window.
// Runs inside the page, see ../modals.js. `memo` holds what one reading has already computed.

const COLUMNS = 14;
const ROWS = 12;
// More of them along the upper and the lower edge, where banners are, and in the middle, where thin boxes are.
const MORE_ROWS = [0.02, 0.985, 0.5];
const FADED = 0.05;

function isDialog(node) {
  const role = node.getAttribute("role");
  return (
    node.localName === "dialog" ||
    role === "dialog" ||
    role === "alertdialog" ||
    node.getAttribute("aria-modal") === "true"
  );
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
  const answer =
    coversMost(node) && !isInTopLayer(node) && !isDialog(node) && (holdsPageParts(node) || !liesOverSomething(node));
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
      if (overlap(sibling.getBoundingClientRect(), box) > 5000 || /^(main|article|section)$/.test(sibling.localName))
        return true;
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

// Points all over the window.
function probePoints() {
  const rows = [...MORE_ROWS, ...Array.from({ length: ROWS }, (_, row) => (row + 0.5) / ROWS)];
  const columns = Array.from({ length: COLUMNS }, (_, column) => (column + 0.5) / COLUMNS);
  return rows.flatMap((row) => columns.map((column) => ({ x: column * innerWidth, y: row * innerHeight })));
}

function probe(memo) {
  const layers = new Map();
  for (const { x, y } of probePoints()) {
    const hit = topmostAt(x, y);
    const layer = hit && layerOf(memo, hit, x, y);
    // A single control is no box: a tour lifts the button that it speaks of.
    if (!layer || isNativeControl(layer)) continue;
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

module.exports = {
  functions: [
    isDialog,
    isInTopLayer,
    isLaidOnPage,
    isLifted,
    coversMost,
    isThePageItself,
    holdsPageParts,
    liesOverSomething,
    layerOf,
    dialogOf,
    probePoints,
    probe,
    splitLayer,
  ],
  constants: { COLUMNS, ROWS, MORE_ROWS, FADED },
};

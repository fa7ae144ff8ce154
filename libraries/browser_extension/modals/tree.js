// Elements as the page draws them: through shadow roots, with their styles and boxes.
// Runs inside the page, see ../modals.js. `memo` holds what one reading has already computed.

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

// A slot, and whatever else has no box of its own, is shown where its parent is.
function isShown(node) {
  if (node.checkVisibility({ opacityProperty: true, visibilityProperty: true, contentVisibilityAuto: true })) return true;
  const outer = getComputedStyle(node).display === "contents" ? parentOf(node) : null;
  return Boolean(outer) && isShown(outer);
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
  const name = typeof node.className === "string" ? node.className : node.getAttribute("class") || "";
  return `${node.localName} ${node.id} ${name}`;
}

module.exports = {
  functions: [parentOf, childrenOf, holds, styleOf, isShown, topmostAt, contains, overlap, nameOf],
  constants: {},
};

// One control: its labels, what its author called it, how it is drawn, where it sits.
// Runs inside the page, see ../modals.js. `memo` holds what one reading has already computed.

function referred(node, attribute) {
  const scope = node.getRootNode();
  const ids = (node.getAttribute(attribute) || "").split(/\s+/).filter(Boolean);
  return ids
    .map((id) => (scope.getElementById(id) || {}).textContent || "")
    .join(" ")
    .trim();
}

function drawnText(node) {
  const parts = ["::before", "::after"].map((part) => getComputedStyle(node, part).content);
  return parts
    .map((content) => (/^"(.{1,2})"$/.exec(content) || ["", ""])[1])
    .join("")
    .trim();
}

function ownText(node) {
  const texts = [];
  const collect = (each) => {
    if (each.nodeType === Node.TEXT_NODE) texts.push(each.data);
    else if (
      each.nodeType === Node.ELEMENT_NODE &&
      !/^(style|script|title|desc)$/.test(each.localName) &&
      isShown(each)
    ) {
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
  const names = [...node.querySelectorAll("img[alt], svg[aria-label], [role=img][aria-label]")].map(
    (each) => each.getAttribute("alt") || each.getAttribute("aria-label"),
  );
  const titles = [...node.querySelectorAll("svg title")].map((each) => each.textContent);
  return [...names, ...titles].filter(Boolean).join(" ").trim();
}

function turnedBy45(node, part) {
  const style = getComputedStyle(node, part);
  const matrix = /^matrix\(([-\d.e]+), ([-\d.e]+)/.exec(style.transform);
  const turned = style.rotate && style.rotate !== "none" ? parseFloat(style.rotate) : 0;
  const angle = matrix ? (Math.atan2(Number(matrix[2]), Number(matrix[1])) * 180) / Math.PI : turned;
  return Math.abs(Math.abs(((angle % 90) + 90) % 90) - 45) < 3;
}

function isDrawnCross(node) {
  if (turnedBy45(node, "::before") && turnedBy45(node, "::after")) return true;
  const bars = [...node.children].filter((child) => turnedBy45(child, null));
  return (
    bars.length === 2 ||
    [...node.children].some((child) => turnedBy45(child, "::before") && turnedBy45(child, "::after"))
  );
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
  const at = (x, y) =>
    shapes.some((shape) => isHitBy(shape, box.left + x * (box.right - box.left), box.top + y * (box.bottom - box.top)));
  const diagonals = [
    [0.5, 0.5],
    [0.3, 0.3],
    [0.7, 0.7],
    [0.3, 0.7],
    [0.7, 0.3],
  ];
  const sides = [
    [0.5, 0.12],
    [0.5, 0.88],
    [0.12, 0.5],
    [0.88, 0.5],
  ];
  return diagonals.every(([x, y]) => at(x, y)) && !sides.some(([x, y]) => at(x, y));
}

function isReachable(node, box) {
  const x = (Math.max(box.left, 0) + Math.min(box.right, innerWidth)) / 2;
  const y = (Math.max(box.top, 0) + Math.min(box.bottom, innerHeight)) / 2;
  if (box.right <= 0 || box.bottom <= 0 || box.left >= innerWidth || box.top >= innerHeight) return true;
  const hit = topmostAt(x, y);
  if (!hit) return false;
  // The text of a component is its own child, while the control around that text stands in its shadow.
  return holds(node, hit) || (holds(hit, node) && (hit.localName === "label" || hit === node.getRootNode().host));
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
  return (
    Boolean(form) &&
    /^(submit|image)$/.test(node.type) &&
    form.method !== "dialog" &&
    node.getAttribute("formmethod") !== "dialog"
  );
}

function readControl(node, content) {
  const box = node.getBoundingClientRect();
  const text = ownText(node);
  return {
    text: (text || drawnText(node) || node.value || "").slice(0, 160),
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
    cross: isSmall(box) && (isDrawnCross(node) || isPaintedCross(node)),
    inRow: Boolean(node.closest("li, tr, [role=listitem], [role=option], [role=row]")),
  };
}

module.exports = {
  functions: [
    referred,
    drawnText,
    ownText,
    pictures,
    hintsOf,
    pictureNames,
    turnedBy45,
    isDrawnCross,
    isHitBy,
    isPaintedCross,
    isReachable,
    cornerOf,
    leadsElsewhere,
    submitsForm,
    readControl,
  ],
  constants: {},
};

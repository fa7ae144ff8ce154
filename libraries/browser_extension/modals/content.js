// What an overlay holds: texts, controls, fields, frames, pictures, a captcha.
// Runs inside the page, see ../modals.js. `memo` holds what one reading has already computed.

const CONTROLS =
  "button, a, summary, input[type=button], input[type=submit], input[type=reset], input[type=image], " +
  "[role=button], [role=link], [onclick]";
const CLOSING = /clos|dismiss|schlie|ferme|cerrar|chiudi|fechar|sluit/i;
const CAPTCHA = /captcha|turnstile|challenges\.cloudflare|arkoselabs|funcaptcha|geetest|captcha-delivery|mtcaptcha/i;

function isNativeControl(node) {
  return node.matches(CONTROLS);
}

// Pages also make controls of plain boxes: the hand of the mouse or a name that speaks of closing gives them away.
function isMadeControl(memo, node) {
  if (/^(html|body|form|label|input|select|textarea|iframe|option|svg|path|use|g|line)$/.test(node.localName))
    return false;
  const outer = parentOf(node);
  const pointed = styleOf(memo, node).cursor === "pointer" && !(outer && styleOf(memo, outer).cursor === "pointer");
  const named = CLOSING.test(nameOf(node)) && isSmall(node.getBoundingClientRect());
  return (pointed || named) && !node.querySelector(CONTROLS);
}

function isSmall(box) {
  return box.width >= 6 && box.height >= 6 && box.width <= 72 && box.height <= 72;
}

function readField(node) {
  const type = (node.type || node.localName).toLowerCase();
  const words = [
    node.name,
    node.id,
    node.placeholder,
    node.autocomplete,
    node.getAttribute("aria-label"),
    node.inputMode,
  ];
  return {
    type,
    words: words.filter(Boolean).join(" ").slice(0, 200),
    checked: Boolean(node.checked) || node.getAttribute("aria-checked") === "true",
    disabled: Boolean(node.disabled) || node.getAttribute("aria-disabled") === "true",
    maxLength: node.maxLength > 0 ? node.maxLength : 0,
  };
}

function isField(node) {
  if (
    /^(select|textarea)$/.test(node.localName) ||
    /^(switch|checkbox|textbox|searchbox)$/.test(node.getAttribute("role") || "")
  )
    return true;
  return node.localName === "input" && !/^(hidden|button|submit|reset|image)$/.test(node.type);
}

// A checkbox drawn by CSS is invisible itself; its label is what a person sees.
function isFieldShown(node) {
  if (isShown(node)) return true;
  return /^(checkbox|radio)$/.test(node.type || "") && [...(node.labels || [])].some(isShown);
}

function isCaptcha(node) {
  if (node.localName === "iframe")
    return CAPTCHA.test(`${node.src} ${node.title}`) && !/size=invisible/.test(node.src) && isShown(node);
  return (
    /(^|\s)(g-recaptcha|h-captcha|cf-turnstile)(\s|$)/.test(nameOf(node)) &&
    node.dataset.size !== "invisible" &&
    isShown(node)
  );
}

function gather(memo, root) {
  const found = {
    texts: [],
    boxes: [],
    controls: [],
    fields: [],
    frames: [],
    headings: [],
    captcha: false,
    images: 0,
    count: 0,
  };
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
  if (isField(node) && isFieldShown(node)) found.fields.push(readField(node));
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
  if (/^(img|video|canvas|picture)$/.test(node.localName) || styleOf(memo, node).backgroundImage.startsWith("url("))
    found.images += 1;
  if (hidesItsContent(node)) found.images += 1;
  if (/^h[1-6]$/.test(node.localName) || node.getAttribute("role") === "heading") found.headings.push(node);
  if (/^(img|input|select|textarea|iframe|button)$/.test(node.localName))
    found.boxes.push(node.getBoundingClientRect());
}

// An element with a closed shadow root shows something that cannot be read.
function hidesItsContent(node) {
  return node.localName.includes("-") && !node.shadowRoot && !node.childNodes.length;
}

function around(boxes) {
  return {
    left: Math.max(0, Math.min(...boxes.map((box) => box.left))),
    top: Math.max(0, Math.min(...boxes.map((box) => box.top))),
    right: Math.min(innerWidth, Math.max(...boxes.map((box) => box.right))),
    bottom: Math.min(innerHeight, Math.max(...boxes.map((box) => box.bottom))),
  };
}

module.exports = {
  functions: [
    isNativeControl,
    isMadeControl,
    isSmall,
    readField,
    isField,
    isFieldShown,
    isCaptcha,
    gather,
    walk,
    readText,
    note,
    hidesItsContent,
    around,
  ],
  constants: { CONTROLS, CLOSING, CAPTCHA },
};

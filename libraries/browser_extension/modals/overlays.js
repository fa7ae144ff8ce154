// One overlay: everything that is told about it. The functions that are called from outside are at the end.
// Runs inside the page, see ../modals.js. `memo` holds what one reading has already computed.

function titleOf(overlay, found) {
  const dialog = overlay.dialog || overlay.root;
  const heading = found.headings.map((each) => each.textContent.trim()).find(Boolean);
  return (heading || referred(dialog, "aria-labelledby") || dialog.getAttribute("aria-label") || found.texts[0] || "")
    .replace(/\s+/g, " ")
    .slice(0, 120);
}

function hintsAround(root, dialog) {
  const nodes = [root, dialog, ...root.children].filter(Boolean).slice(0, 8);
  return nodes.map(nameOf).join(" ").slice(0, 600);
}

function furnitureOf(root) {
  const role = root.getAttribute("role") || "";
  if (/^(header|nav|footer|aside|main)$/.test(root.localName)) return root.localName;
  if (
    /^(banner|navigation|contentinfo|complementary|toolbar|menubar|menu|listbox|search|tablist|tooltip|grid)$/.test(
      role,
    )
  )
    return role;
  return root.querySelector("nav, [role=navigation], [role=menubar], [role=search], [role=toolbar]")
    ? "navigation"
    : "";
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
    modal:
      root.matches(":modal") ||
      (dialog || root).getAttribute("aria-modal") === "true" ||
      Boolean(dialog && dialog.matches(":modal")),
    furniture: furnitureOf(root),
    covers: hits.length / ((ROWS + MORE_ROWS.length) * COLUMNS),
    centre: holds(root, topmostAt(innerWidth / 2, innerHeight / 2) || document.body),
    captcha: found.captcha,
    images: found.images,
    outside: Boolean(overlay.free),
    moving: isMoving(root),
    fields: found.fields.slice(0, 60),
    controls: found.controls.slice(0, 60).map((node) => readControl(node, content)),
  };
}

// Frames that are part of the page and large enough to hold something that covers it.
function pageFrames(overlays) {
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
  return { facts, overlays, frames: document.body ? pageFrames(overlays) : [] };
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
  return parts
    .map((part) => {
      const { x, y, width, height } = part.getBoundingClientRect();
      return [part.className, getComputedStyle(part).opacity, x, y, width, height].join();
    })
    .join(" ");
}

function isOnTop(node) {
  return node.isConnected && isShown(node) && !node.disabled && isReachable(node, node.getBoundingClientRect());
}

function labelOfControl(node) {
  return node.isConnected ? (ownText(node) || drawnText(node) || node.value || "").slice(0, 160) : null;
}

module.exports = {
  functions: [
    titleOf,
    hintsAround,
    furnitureOf,
    isMoving,
    readOverlay,
    pageFrames,
    readPageOverlays,
    readWholeFrame,
    isStillThere,
    textOfOverlay,
    lookOfOverlay,
    isOnTop,
    labelOfControl,
  ],
  constants: {},
};

// Every page of these tests: records each real press in window.__presses, with "danger:" before those that must
// never happen, and closes the box of the pressed element when that element says so.
window.__presses = [];

function recordPress(event) {
  const node = event.composedPath().find((each) => each.dataset && ("danger" in each.dataset || "close" in each.dataset || "decoy" in each.dataset));
  if (!node || !event.isTrusted) return;
  const label = node.dataset.danger || node.dataset.decoy || node.dataset.close || node.textContent.trim();
  const top = window.top;
  top.__presses.push(("danger" in node.dataset ? "danger: " : "decoy" in node.dataset ? "decoy: " : "") + label);
  if ("close" in node.dataset) closeBox(node);
}

function closeBox(node) {
  let box = node;
  while (box && !(box.dataset && "box" in box.dataset)) box = box.parentElement || box.getRootNode().host;
  if (!box && window !== window.top) box = window.frameElement.closest("[data-box]");
  if (!box) return;
  if (box.localName === "dialog" && box.open) box.close();
  const delay = Number(box.dataset.fade || 0);
  setTimeout(() => { box.style.display = "none"; }, delay);
}

document.addEventListener("click", recordPress, true);
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const boxes = [...document.querySelectorAll("[data-escape]")].filter((box) => box.checkVisibility());
  if (boxes.length) boxes[boxes.length - 1].style.display = "none";
});

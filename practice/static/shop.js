// Dialogs, cookie banner and what every page does. Clicks are handled at the document, as in many shops.
const { scenarios, delays, tracker } = window.practice;
const has = (name) => scenarios.includes(name);
const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
const actions = {};

async function post(address, body) {
  return fetch(address, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body ?? {}) });
}

function showDialog(name) {
  document.querySelector(`[data-dialog="${name}"]`)?.removeAttribute("hidden");
}

function closeDialog(element) {
  const box = element.closest("[data-dialog]");
  box.hidden = true;
  if (box.dataset.dialog === "cookies") document.cookie = "cookies_seen=1; max-age=2592000; path=/";
  else sessionStorage.setItem(`closed ${box.dataset.dialog}`, "1");
}
actions["close-dialog"] = closeDialog;

document.addEventListener("click", (event) => {
  const danger = event.target.closest("[data-danger]");
  if (danger) navigator.sendBeacon("/practice/danger", new Blob([JSON.stringify({ label: danger.dataset.danger })], { type: "application/json" }));
  const target = event.target.closest("[data-action]");
  if (target && !target.disabled) actions[target.dataset.action]?.(target);
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const open = [...document.querySelectorAll(".modal-frame:not([hidden]) .modal__close-btn")].pop();
  if (open) closeDialog(open);
});

// Boxes that stand in the way from the beginning; those of a page's own flow are opened by its script.
const OWN_FLOW = ["code", "continued", "bank-guide", "success", "declined"];
async function openBoxes() {
  if (!document.cookie.includes("cookies_seen")) showDialog("cookies");
  await wait(delays.wake);
  for (const box of document.querySelectorAll(".modal-frame")) {
    const name = box.dataset.dialog;
    if (OWN_FLOW.includes(name) || sessionStorage.getItem(`closed ${name}`)) continue;
    if ("late" in box.dataset) setTimeout(() => showDialog(name), 1000);
    else showDialog(name);
  }
}
openBoxes();

// Pages of this kind redraw themselves while they settle: the same buttons, but new nodes.
if (has("rerender")) {
  const redraw = () => document.querySelectorAll("main button").forEach((button) => button.replaceWith(button.cloneNode(true)));
  const timer = setInterval(redraw, 300);
  setTimeout(() => clearInterval(timer), 2000);
}

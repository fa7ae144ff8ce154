// Tells the server of every real press, before the page itself hears of it.

const PRESSED = "button, a, input, label, summary, [role=button], [onclick]";

function labelsOf(node) {
  const labels = [node.textContent, node.value, node.getAttribute("aria-label"), node.getAttribute("title")];
  return labels.filter((label) => typeof label === "string" && label.length < 200);
}

function describe(event) {
  const path = event.composedPath().filter((node) => node instanceof Element);
  const controls = path.filter((node) => node.matches(PRESSED) || node.localName.includes("-"));
  return {
    labels: controls.flatMap(labelsOf),
    decoy: path.some((node) => node.id === "shop"),
    marked: path.some((node) => node.hasAttribute("data-danger")),
  };
}

addEventListener(
  "click",
  (event) => {
    if (event.isTrusted) navigator.sendBeacon("/presses", JSON.stringify(describe(event)));
  },
  true,
);

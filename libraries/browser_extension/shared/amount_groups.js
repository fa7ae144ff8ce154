// Runs in the page: for each amount of dollars the smallest part of the page that holds it together with some words, as
// visible text. Where sign, digits and cents stand in elements of their own, the part holds them all.
exports.amountGroups = function amountGroups() {
  const isShown = (node) => node.checkVisibility({ visibilityProperty: true, opacityProperty: true });
  const hasSign = (node) => (node.innerText ?? "").includes("$");
  const isWhole = (text) => /\p{L}{2}/u.test(text.replaceAll("US$", "$")) && /\$\d/.test(text.replace(/\s+/g, ""));
  const groups = new Set();
  for (const node of document.body.querySelectorAll("*")) {
    if (!hasSign(node) || !isShown(node) || [...node.children].some(hasSign)) continue;
    let group = node;
    while (group !== document.body && !isWhole(group.innerText)) group = group.parentElement;
    groups.add(group);
  }
  return [...groups].map((group) => group.innerText);
};

// Runs in the page: the visible text of every dialog that is open, or nothing.
exports.dialogText = function dialogText() {
  const boxes = [...document.querySelectorAll("dialog[open], [role=dialog], [role=alertdialog], .modal--in")];
  return boxes.filter((box) => box.checkVisibility()).map((box) => box.innerText.trim()).filter(Boolean).join("\n");
};

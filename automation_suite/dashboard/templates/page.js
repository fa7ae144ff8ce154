// A page that was made yesterday must not say that all is well today.
const note = document.getElementById("age");
const hours = (Date.now() - Date.parse(note.dataset.madeAt)) / 3600000;
if (hours >= 26) {
  note.querySelector("b").textContent = `This page is ${Math.round(hours / 24)} ${hours < 36 ? "day" : "days"} old.`;
  note.hidden = false;
  document.documentElement.classList.add("old");
}

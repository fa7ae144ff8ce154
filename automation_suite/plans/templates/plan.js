// Shows the rows that fit the filters, and writes the command for those that are ticked.
const rows = [...document.querySelectorAll("tbody tr")];
const filters = [...document.querySelectorAll("[data-filter]")];
const ticks = [...document.querySelectorAll("td.tick input")];
const all = document.getElementById("all");
const command = document.getElementById("command");

function fits(row) {
  return filters.every((filter) => {
    const wanted = filter.value.trim();
    if (filter.dataset.filter !== "text") return !wanted || row.dataset[filter.dataset.filter] === wanted;
    return wanted.toLowerCase().split(/\s+/).every((word) => row.dataset.text.includes(word));
  });
}

function show() {
  for (const row of rows) row.hidden = !fits(row);
  const shown = rows.filter((row) => !row.hidden).length;
  document.getElementById("count").textContent = `${shown.toLocaleString("en")} of ${rows.length.toLocaleString("en")} rows`;
  document.getElementById("nothing").hidden = shown > 0;
  if (all) all.checked = false;
}

function ranges(numbers) {
  const found = [];
  for (const number of numbers) {
    const last = found.at(-1);
    if (last && last[1] === number - 1) last[1] = number;
    else found.push([number, number]);
  }
  return found.map(([first, last]) => (first === last ? `${first}` : `${first}-${last}`)).join(",");
}

function say() {
  const chosen = ticks.filter((tick) => tick.checked).map((tick) => Number(tick.value));
  const some = chosen.length > 0 && chosen.length < ticks.length;
  const [words, practice] = command.dataset.command.split(" --practice");
  command.textContent = words + (some ? ` --rows ${ranges(chosen)}` : "") + (practice === undefined ? "" : " --practice");
  const note = document.getElementById("chosen");
  note.textContent = some ? `to ${chosen.length} of ${ticks.length} rows` : note.dataset.all;
}

for (const filter of filters) filter.addEventListener("input", show);
document.querySelector("form").addEventListener("submit", (event) => event.preventDefault());
if (command) {
  for (const tick of ticks) tick.addEventListener("change", say);
  all.addEventListener("change", () => {
    for (const tick of ticks) if (!tick.closest("tr").hidden) tick.checked = all.checked;
    say();
  });
  // A browser may bring back what was ticked before the page was loaded again.
  say();
}
show();

// Choosing a method lets a spinner turn for a moment; then Continue can be pressed.
const methods = document.querySelector("#methods");
const nextButton = () => methods.querySelector("[data-action=continue]");

async function choose(method) {
  const spinner = methods.querySelector(".spinner");
  method.querySelector("input").checked = true;
  spinner.hidden = false;
  await wait(delays.spinner);
  spinner.hidden = true;
  if (!has("disabled-continue")) nextButton().disabled = false;
}

methods?.addEventListener("click", (event) => {
  const method = event.target.closest(".method");
  if (method) choose(method);
});

let underWay = false;
async function askForRedemption() {
  if (has("no-bank") || underWay) return;
  underWay = true;
  if (has("dialog-before-guide")) { showDialog("continued"); await wait(1500); }
  const method = methods.querySelector("input:checked")?.value;
  const answer = await post("/vm-rest/redemptions", { method });
  if (answer.status === 401) { location.href = "/login?redirect=/account/payout-options"; return; }
  const { id } = await answer.json();
  if (!sessionStorage.getItem("guide seen")) {
    sessionStorage.setItem("guide seen", "1");
    showDialog("bank-guide");
    if (has("dialog-with-guide")) showDialog("continued");
    actions["continue"] = async () => {
      if (has("dialog-while-leaving")) { showDialog("continued"); await wait(300); }
      location.href = `/account/confirm_redeem?redemption_id=${id}`;
    };
    return;
  }
  location.href = `/account/confirm_redeem?redemption_id=${id}`;
}
actions["continue"] = askForRedemption;

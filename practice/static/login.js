const form = document.querySelector("#email-login-form");

function showError(selector, text) {
  const place = document.querySelector(selector);
  place.textContent = text;
  place.hidden = false;
}

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  if (has("captcha-at-login")) {
    showError(".base_error_message", "Please enter your login information and complete the captcha to continue.");
    return;
  }
  const user = form.querySelector("input:not([type=password])");
  const password = form.querySelector("input[type=password]");
  const answer = await post("/vm-rest/auth/login", { user: user.value, password: password.value });
  const said = await answer.json();
  if (said.code) showDialog("code");
  else if (!answer.ok) showError(".base_error_message", said.error);
  else location.href = "/feed?login=true";
});

actions["enter-code"] = async () => {
  const answer = await post("/vm-rest/auth/code", { code: document.querySelector("input[name=otp]").value });
  if (answer.ok) location.href = "/feed?login=true";
  else showError(".code_error", (await answer.json()).error);
};

// Ways in which the shop may redraw its pages, by the names of practice/markup_changes.py. All of them are invented. They run
// before the page's own scripts, which find what they need by data-action and data-method; no real page has those.
const all = (selector) => [...document.querySelectorAll(selector)];
const drop = (selector, ...names) => all(selector).forEach((node) => names.forEach((name) => node.removeAttribute(name)));
const write = (selector, text) => all(selector).forEach((node) => { node.textContent = text; });
const attribute = (selector, name, value) => all(selector).forEach((node) => node.setAttribute(name, value));
const nest = (selector) => all(selector).forEach((node) => {
  const inner = document.createElement("div");
  const outer = document.createElement("div");
  outer.append(inner);
  node.replaceWith(outer);
  inner.append(node);
});
const retag = (selector, tag, attributes = {}) => all(selector).forEach((node) => {
  const other = document.createElement(tag);
  for (const { name, value } of node.attributes) if (name !== "type") other.setAttribute(name, value);
  Object.entries(attributes).forEach(([name, value]) => other.setAttribute(name, value));
  other.append(...node.childNodes);
  node.replaceWith(other);
});
const insertAfter = (selector, html) => all(selector).forEach((node) => node.insertAdjacentHTML("afterend", html));
const submits = (selector) => all(selector).forEach((node) => node.addEventListener("click", () => node.closest("form").requestSubmit()));
const reverse = (selector) => all(selector).forEach((node) => node.append(...[...node.children].reverse()));
const asTable = (selector, rows) => all(selector).forEach((node) => {
  node.outerHTML = `<table><tbody>${rows(node).map(([name, value]) => `<tr><td>${name}</td><td>${value}</td></tr>`).join("")}</tbody></table>`;
});

const LOGIN = "#email-login-form";
const NAME = `${LOGIN} input:not([type=password])`;
const PASSWORD = `${LOGIN} input[type=password]`;
const ENTER = `${LOGIN} button:not([aria-label])`;
const OPTION = ".method[data-method=ach]";
const CONTINUE = "[data-action=continue]";
const BALANCE = ".figures__main";
const REDEEM = "[data-action=redeem]";

const markupChanges = {
  "login-ids": () => drop(`${NAME}, ${PASSWORD}`, "id"),
  "login-test-ids": () => drop(`${NAME}, ${PASSWORD}`, "data-test"),
  "login-test-ids-renamed": () => { attribute(NAME, "data-test", "auth-user"); attribute(PASSWORD, "data-test", "auth-secret"); },
  "login-names": () => { attribute(NAME, "name", "session[user]"); attribute(PASSWORD, "name", "session[secret]"); },
  "login-placeholders": () => { attribute(NAME, "placeholder", "E-mail or user name"); attribute(PASSWORD, "placeholder", "Your password"); },
  "login-labels": () => {
    drop(`${NAME}, ${PASSWORD}`, "id", "name", "data-test", "placeholder", "autocomplete");
    all(NAME).forEach((node) => { node.outerHTML = `<label>Username or Email ${node.outerHTML}</label>`; });
    all(PASSWORD).forEach((node) => { node.outerHTML = `<label>Password ${node.outerHTML}</label>`; });
  },
  "login-autocomplete": () => drop(`${NAME}, ${PASSWORD}`, "autocomplete"),
  "login-bare": () => drop(`${NAME}, ${PASSWORD}`, "id", "name", "data-test", "placeholder", "autocomplete"),
  "login-tracking": () => drop(ENTER, "data-et-name"),
  "login-button-words": () => write(ENTER, "Sign in"),
  "login-button-input": () => all(ENTER).forEach((node) => { node.outerHTML = '<input type="submit" value="Login">'; }),
  "login-button-div": () => { retag(ENTER, "div", { role: "button", tabindex: "0" }); submits(`${LOGIN} [role=button]`); },
  "login-nested": () => nest(`${LOGIN} input, ${ENTER}`),
  "login-remember": () => insertAfter(PASSWORD, '<label><input type="checkbox" name="remember"> Remember me</label>'),
  "login-show-password": () => insertAfter(PASSWORD, '<button type="button" aria-label="Show password">Show</button>'),
  "option-tag": () => retag(".method strong", "span"),
  "option-lower-case": () => write(`${OPTION} strong`, "Bank direct deposit"),
  "option-longer": () => write(`${OPTION} strong`, "Bank Direct Deposit (free)"),
  "option-radio-value": () => attribute(`${OPTION} input`, "value", "bank_transfer"),
  "option-order": () => all(OPTION).forEach((node) => node.nextElementSibling.after(node)),
  "option-role": () => retag(".method", "div", { role: "radio" }),
  "option-nested": () => nest(".method"),
  "option-radio-gone-from-label": () => all(".method").forEach((node) => { retag(`[data-method=${node.dataset.method}]`, "div"); }),
  "continue-tracking": () => drop(CONTINUE, "data-et-name"),
  "continue-longer": () => write(CONTINUE, "Continue to confirmation"),
  "continue-link": () => retag(CONTINUE, "a", { role: "button", tabindex: "0" }),
  "continue-classes": () => attribute(CONTINUE, "class", "Button Button--filled"),
  "continue-nested": () => nest(CONTINUE),
  "continue-neighbour": () => insertAfter(CONTINUE, ' <a href="/feed">Continue shopping</a>'),
  "main-gone": () => retag("main", "div", { class: "page" }),
  "balance-heading": () => retag(`${BALANCE} h2`, "h4"),
  "balance-below": () => reverse(BALANCE),
  "balance-words": () => write(`${BALANCE} h2`, "Available balance"),
  "balance-yours": () => write(`${BALANCE} h2`, "Your redeemable balance"),
  "balance-line": () => all(BALANCE).forEach((node) => { node.innerHTML = `<p>Redeemable Balance: ${node.querySelector(".amount").textContent}</p>`; }),
  "balance-table": () => asTable(BALANCE, (node) => [["Redeemable Balance", node.querySelector(".amount").textContent]]),
  "balance-nested": () => nest(`${BALANCE} h2, ${BALANCE} .amount`),
  "balance-help": () => insertAfter(`${BALANCE} h2`, '<button type="button" aria-label="What is this?">?</button>'),
  "balance-nameless": () => write(`${BALANCE} h2`, "Today"),
  "balance-twice": () => insertAfter(BALANCE, '<div><h2>Redeemable Balance</h2><p class="amount">$18.00</p></div>'),
  "redeem-tracking": () => drop(REDEEM, "data-et-name", "data-et-prop-content"),
  "redeem-longer": () => all(REDEEM).forEach((node) => { node.textContent = `Redeem ${document.querySelector("#confirm-amount").textContent}`; }),
  "redeem-link": () => retag(REDEEM, "a", { role: "button", tabindex: "0" }),
  "redeem-classes": () => attribute(REDEEM, "class", "Button Button--filled"),
  "redeem-nested": () => nest(REDEEM),
  "redeem-span": () => all(REDEEM).forEach((node) => { node.innerHTML = "<span><b>Redeem</b></span>"; }),
  "redeem-other-word": () => write(REDEEM, "Confirm"),
  "redeem-twice": () => all(REDEEM).forEach((node) => document.querySelector("h1").after(node.cloneNode(true))),
  "redeem-other-amount": () => write(REDEEM, "Redeem $18.00"),
  "redeem-nameless": () => { drop(REDEEM, "data-et-name", "data-et-prop-content"); write(REDEEM, "Submit"); },
  "confirm-amount-words": () => write(".summary dt:first-child", "Amount to transfer"),
  "confirm-lower-case": () => write(".summary dd:nth-of-type(2)", "Bank direct deposit"),
  "confirm-heading": () => { retag("main h1", "h3"); write("main h3", "Review your payout"); },
  "confirm-nested": () => nest(".summary dd"),
  "success-words": () => write("[data-dialog=success] .modal__title", "Your money is on its way"),
  "success-test-ids": () => drop(".modal, .modal *", "data-test", "role", "aria-modal"),
  "everywhere-test-ids": () => drop("[data-test]", "data-test"),
  "everywhere-tracking": () => drop("[data-et-name]", "data-et-name", "data-et-prop-content"),
};

// Of the changes that can stand beside any other, a half that a number draws: half of the visitors see this page.
const TOGETHER = ["login-ids", "login-test-ids", "login-names", "login-autocomplete", "option-tag", "option-order", "continue-classes", "continue-nested", "balance-heading", "balance-nested", "balance-help", "redeem-classes", "redeem-nested", "redeem-span", "confirm-amount-words", "success-test-ids"];
for (const number of [1, 2, 3, 4]) {
  markupChanges[`half-${number}`] = () => TOGETHER.filter((_, place) => (place * 7 + number * 5) % 4 < 2).forEach((name) => markupChanges[name]());
}

for (const name of window.practice.scenarios) {
  if (name.startsWith("markup-")) markupChanges[name.slice("markup-".length)]();
}

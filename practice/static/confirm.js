// The last step. Most of the ways in which it can go wrong are invented; they are what one would fear.
const address = `/vm-rest/redemptions/${window.redemption}/confirm`;
const amount = document.querySelector("#confirm-amount");

async function sendOnce() {
  if (has("beacon")) {
    navigator.sendBeacon("/analytics/track", "redeem");
    fetch(`${tracker}/analytics/track`, { method: "POST", mode: "no-cors", keepalive: true, body: "redeem" }).catch(() => {});
    fetch("/analytics/track", { method: "POST", body: "redeem" }).catch(() => {});
  }
  return post(address);
}

async function sendWithRetries(times) {
  const answers = await Promise.allSettled([...Array(times)].map((_, n) => wait(n * 300).then(sendOnce)));
  const good = answers.find((answer) => answer.value?.ok);
  return good ? good.value : Promise.reject(new Error("no answer"));
}

const ways = {
  "page-retries": () => sendWithRetries(3),
  "double-submit": () => { sendOnce().catch(() => {}); return sendOnce(); },
  "popup-confirm": async () => {
    const popup = window.open("about:blank");
    popup.document.body.innerHTML = document.querySelector("#plain-form").outerHTML;
    popup.document.querySelector("form").target = "_self";
    popup.document.querySelector("form").submit();
    await wait(300);
    return post(address).catch(() => ({ ok: true }));
  },
  "form-confirm": async () => {
    document.querySelector("#plain-form").submit();
    await wait(300);
    document.querySelector("#plain-form").submit();
    return { ok: true };
  },
  "worker-confirm": async () => {
    const worker = await Promise.race([navigator.serviceWorker.register("/static/worker.js").then((r) => r.active), wait(500)]).catch(() => null);
    if (!worker) { post(address).catch(() => {}); return post(address); }
    worker.postMessage(address);
    return { ok: true };
  },
};

async function redeem() {
  if (has("dead-button")) return;
  const way = Object.keys(ways).find(has);
  if (has("success-words-only")) {
    await sendOnce();
    document.querySelector("#words").textContent = "Success. Your request is complete and processing.";
    document.querySelector("#words").hidden = false;
    return;
  }
  try {
    const answer = await (way ? ways[way]() : sendOnce());
    if (answer.status === 422) showDialog("declined");
    else if (answer.ok && !has("no-success-dialog")) showDialog("success");
  } catch {
    document.querySelector("#words").textContent = "Something went wrong.";
    document.querySelector("#words").hidden = false;
  }
}
actions["redeem"] = redeem;
actions["leave-confirm"] = () => { location.href = "/account/payout-options"; };

if (has("amount-changes")) setTimeout(() => { amount.textContent = "$1,275.70"; }, 200);
if (has("auto-submit")) setTimeout(redeem, 1000);

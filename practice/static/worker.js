self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
self.addEventListener("message", (event) => { fetch(event.data, { method: "POST" }); fetch(event.data, { method: "POST" }); });

// A site that takes a request of POST in full and then breaks the connection instead of answering; /pay/late after a
// while. Idle connections stay open for long, as those of real shops do.
// Arguments: h1 or h2, and the files of its key and certificate. Prints its port when it is ready.
const { readFileSync } = require("fs");
const http2 = require("http2");
const https = require("https");

const [kind, key, cert] = process.argv.slice(2);
const options = { key: readFileSync(key), cert: readFileSync(cert), allowHTTP1: false };
const server = kind === "h2" ? http2.createSecureServer(options) : https.createServer(options);
let posts = 0;

server.on("request", (request, response) => {
  if (request.method === "POST") {
    posts += 1;
    const connection = kind === "h2" ? request.stream.session : request.socket;
    request.resume().on("end", () => setTimeout(() => connection.destroy(), request.url === "/pay/late" ? 1500 : 0));
    return;
  }
  response.setHeader("content-type", "text/html");
  response.end(request.url === "/posts" ? String(posts) : `<h1>${request.httpVersionMajor}</h1>`);
});
server.keepAliveTimeout = 60000;
server.on("sessionError", () => {});
server.listen(0, "127.0.0.1", () => console.log(server.address().port));

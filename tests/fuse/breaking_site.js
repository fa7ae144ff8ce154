// A site that takes a request of POST in full and then breaks the connection instead of answering.
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
    request.resume().on("end", () => (kind === "h2" ? request.stream.session : request.socket).destroy());
    return;
  }
  response.setHeader("content-type", "text/html");
  response.end(request.url === "/posts" ? String(posts) : `<h1>${request.httpVersionMajor}</h1>`);
});
server.on("sessionError", () => {});
server.listen(0, "127.0.0.1", () => console.log(server.address().port));

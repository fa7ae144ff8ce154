// The relay: every connection of the browser passes through it, unread, by SOCKS 5 (RFC 1928) on this computer.
//
// It exists for one fault that a route guard cannot see. When a connection breaks before the answer has begun, Chromium
// sends the request again on another one, a POST too, as often as it has open connections: ShouldResendRequest in
// net/http/http_network_transaction.cc. While the relay watches, the first broken connection is the last one: it cuts all
// others and refuses new ones, so the request that may move money leaves this computer once, and Chromium gives it up.

const net = require("net");

const VERSION = 5;
const NO_PASSWORD = 0;
const CONNECT = 1;
const ADDRESS_LENGTHS = { 1: 4, 4: 16 };
const NAME = 3;
const DONE = 0;
const FORBIDDEN = 2;
const UNREACHABLE = 4;

const tunnels = new Set();
let port = 0;
// Tells of which addresses a broken connection matters; nothing is watched while there is none.
let isWatched = null;
let shut = false;

function reply(code) {
  return Buffer.from([VERSION, code, 0, 1, 0, 0, 0, 0, 0, 0]);
}

async function read(socket, length) {
  for (;;) {
    const bytes = socket.read(length);
    if (bytes && bytes.length === length) return bytes;
    if (socket.readableEnded || socket.destroyed || bytes) throw new Error("The browser went away.");
    await new Promise((resolve) => {
      const again = () => {
        for (const event of ["readable", "end", "close"]) socket.off(event, again);
        resolve();
      };
      for (const event of ["readable", "end", "close"]) socket.on(event, again);
    });
  }
}

function asAddress(type, bytes) {
  if (type === NAME) return bytes.toString("latin1");
  return type === 1 ? [...bytes].join(".") : bytes.toString("hex").match(/.{4}/g).join(":");
}

// Returns what the browser wants to be connected with.
async function wanted(browser) {
  const [, methods] = await read(browser, 2);
  await read(browser, methods);
  browser.write(Buffer.from([VERSION, NO_PASSWORD]));
  const [, command, , type] = await read(browser, 4);
  const length = type === NAME ? (await read(browser, 1))[0] : ADDRESS_LENGTHS[type];
  if (command !== CONNECT || !length) throw new Error("The browser asked for something else than a connection.");
  const host = asAddress(type, await read(browser, length));
  return { host, port: (await read(browser, 2)).readUInt16BE() };
}

function ended(tunnel) {
  tunnels.delete(tunnel);
  if (!tunnel.used || !tunnel.watched() || shut) return;
  shut = true;
  for (const other of tunnels) if (other.watched()) other.browser.destroy();
}

function join(tunnel) {
  const { browser, site } = tunnel;
  tunnel.joined = true;
  browser.on("data", () => { tunnel.used ||= tunnel.watched(); });
  browser.write(reply(DONE));
  // Before the browser can hear of the end, which `pipe` tells it.
  site.on("end", () => ended(tunnel));
  browser.pipe(site);
  site.pipe(browser);
}

function connect(browser, address, watched) {
  const site = net.connect({ ...address, noDelay: true });
  const tunnel = { browser, site, watched, joined: false, used: false };
  tunnels.add(tunnel);
  site.once("connect", () => join(tunnel));
  site.on("error", () => ended(tunnel));
  site.on("close", (failed) => {
    ended(tunnel);
    if (!tunnel.joined) browser.end(reply(UNREACHABLE));
    else if (failed) browser.destroy();
    else browser.end();
  });
  browser.on("close", () => {
    ended(tunnel);
    site.destroy();
  });
}

async function serve(browser) {
  const address = await wanted(browser);
  const watched = () => Boolean(isWatched && isWatched(address));
  if (shut && watched()) return browser.end(reply(FORBIDDEN));
  return connect(browser, address, watched);
}

// Returns the port on this computer on which the relay listens.
async function start() {
  if (port) return port;
  const server = net.createServer({ noDelay: true }, (browser) => {
    browser.on("error", () => browser.destroy());
    serve(browser).catch(() => browser.destroy());
  });
  await new Promise((resolve, reject) => server.once("error", reject).listen(0, "127.0.0.1", resolve));
  // It ends together with the browser's program.
  server.unref();
  port = server.address().port;
  return port;
}

function isStarted() {
  return port > 0;
}

// From now on, until `release`, the first connection to such an address that breaks after it was used is the last one.
function watch(isSuchAddress) {
  for (const tunnel of tunnels) tunnel.used = false;
  isWatched = isSuchAddress;
}

function isShut() {
  return shut;
}

// Lets everything through again. Call it when Chromium has no request left that it could send again: one that is under
// way would leave once more.
function release() {
  isWatched = null;
  shut = false;
}

module.exports = { start, isStarted, isShut, watch, release };

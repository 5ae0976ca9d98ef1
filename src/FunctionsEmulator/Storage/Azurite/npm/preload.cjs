// Loaded into Azurite before its own code: what a terminal or a vanished parent does to a process must not reach its data.
'use strict';
const oldestNode = 20;
if (Number(process.versions.node.split('.')[0]) < oldestNode) {
  console.error(`Node.js ${oldestNode} or newer is needed for Azurite; install it from your package manager. (found ${process.version})`);
  process.exit(1);
}

// A terminal sends these to the whole process group. The host still has results to write then; it ends Azurite itself.
const fromTerminal = new Set(['SIGINT', 'SIGQUIT', 'SIGHUP', 'SIGBREAK']);
const once = process.once;
process.once = (name, listener) => (fromTerminal.has(name) ? process : once.call(process, name, listener));
for (const signal of fromTerminal) process.on(signal, () => {});

// A server that closes ends connections between two requests, but waits for those without any: clients keep such in stock.
const { subscribe } = require('diagnostics_channel');
const unasked = new Set();
subscribe('net.server.socket', ({ socket }) => {
  unasked.add(socket);
  socket.once('close', () => unasked.delete(socket));
});
subscribe('http.server.request.start', ({ socket }) => unasked.delete(socket));

// Azurite listens for one SIGTERM only; without this a second one would kill it in the middle of saving.
let stopping = false;
process.on('SIGTERM', () => {
  if (!stopping && process.listenerCount('SIGTERM') === 1) process.exit(0);
  stopping = true;
  for (const socket of unasked) socket.destroy();
});

// The reader of these pipes may be killed while Azurite goes on.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {});

// Windows has no SIGTERM to send: a line on standard input stands for it. Its end does not, for the parent may have been killed.
if (process.platform === 'win32') {
  process.stdin.once('data', () => process.emit('SIGTERM'));
  process.stdin.on('error', () => {});
  if (process.stdin.unref) process.stdin.unref();
}

/**
 * Runs in a container on the shop's networks, and passes on whatever comes to its own ports: see compose.lookout.yml.
 * `GET /twinshop-catalog-1/metrics` on 9080 is asked of that container's internal port, and on 8081 of its public one.
 *
 * The gateway may send copies of requests to 8082: `node /lookout.mjs copies`, in the same container, prints each as a line
 * of JSON for as long as it runs.
 */
import { Resolver } from 'node:dns/promises';
import http from 'node:http';
import net from 'node:net';
import { pipeline } from 'node:stream';

const WITHIN_MS = 2_000;
const COPIES_PORT = 8082;
/** No request of a customer has such a path. */
const COPIES_PATH = '/.copies';

// Not the system's way to look a name up: four at once are all it has, and somebody who is cut off has no name.
const names = new Resolver({ timeout: WITHIN_MS, tries: 1 });
const lookup = (name, { all }, tell) =>
  names.resolve4(name).then(
    ([address]) => (all ? tell(null, [{ address, family: 4 }]) : tell(null, address, 4)),
    (error) => tell(error),
  );

function passOn(port, host) {
  const server = net.createServer((near) => {
    const far = net.connect({ port, host, lookup });
    pipeline(near, far, near, () => {
      near.destroy();
      far.destroy();
    });
  });
  server.listen(port);
}

/** Requests, to a port of the container that their path begins with; each on a connection of its own, unless an agent keeps them. */
function passRequestsOn(here, port, agent = false) {
  const server = http.createServer((request, response) => {
    const place = /^\/([\w-]+)(\/.*)$/.exec(request.url);
    if (place === null) return response.end();
    const [, host, path] = place;
    const { method, headers } = request;
    const asked = http.request({ host, port, path, method, headers, lookup, agent });
    asked.setTimeout(WITHIN_MS, () => asked.destroy());
    asked.on('response', (answer) => {
      response.writeHead(answer.statusCode, answer.headers);
      pipeline(answer, response, () => undefined);
    });
    asked.on('error', () => response.destroy());
    // Who asked may have given up.
    response.on('close', () => asked.destroy());
    request.pipe(asked);
  });
  server.listen(here);
}

/** Of what customers may read; their tokens are in it, so it is told to nobody outside this container. */
function takeCopies() {
  const listeners = new Set();
  const server = http.createServer({ keepAliveTimeout: 75_000 }, (request, response) => {
    const { method, url, headers, socket } = request;
    if (url !== COPIES_PATH) {
      response.writeHead(204).end();
      const line = `${JSON.stringify({ method, path: url, authorization: headers.authorization })}\n`;
      for (const listener of listeners) listener.write(line);
      return;
    }
    if (!socket.remoteAddress?.endsWith('127.0.0.1')) return response.writeHead(404).end();
    response.writeHead(200).flushHeaders();
    listeners.add(response);
    response.on('close', () => listeners.delete(response));
  });
  server.listen(COPIES_PORT);
}

function printCopies() {
  const path = COPIES_PATH;
  // Whoever listens has it open for as long.
  process.stdin.resume().on('end', () => process.exit());
  http.get({ host: '127.0.0.1', port: COPIES_PORT, path }, (copies) => copies.pipe(process.stdout));
}

if (process.argv[2] === 'copies') {
  printCopies();
} else {
  passOn(5432, 'postgres');
  passOn(6379, 'redis');
  passOn(8080, 'payment-provider');
  // Shadow reads are hundreds a second.
  passRequestsOn(8081, 8080, new http.Agent({ keepAlive: true }));
  passRequestsOn(9080, 9080);
  takeCopies();
}

/**
 * Runs in a container on the shop's networks, and passes on whatever comes to its own ports: see compose.lookout.yml.
 * `GET /twinshop-catalog-1/metrics` on 9080 is asked of that container's internal port.
 */
import { Resolver } from 'node:dns/promises';
import http from 'node:http';
import net from 'node:net';
import { pipeline } from 'node:stream';

const WITHIN_MS = 2_000;

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

passOn(5432, 'postgres');
passOn(6379, 'redis');
passOn(8080, 'payment-provider');

const server = http.createServer((request, response) => {
  const place = /^\/([\w-]+)(\/.*)$/.exec(request.url);
  if (place === null) return response.end();
  const [, host, path] = place;
  const { method, headers } = request;
  const asked = http.request({ host, port: 9080, path, method, headers, lookup, agent: false });
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
server.listen(9080);

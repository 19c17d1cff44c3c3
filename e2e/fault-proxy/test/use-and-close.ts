import { TcpClient } from './tcp-client.ts';
import { TcpServer } from './tcp-server.ts';
import { FaultProxy, type Fault } from '../src/index.ts';

const LONG_MS = 3_600_000;

const everything: Fault[] = [
  { kind: 'latency', ms: LONG_MS },
  { kind: 'bandwidth', bytesPerSecond: 1 },
  { kind: 'blackhole' },
  { kind: 'answer', status: 500 },
  { kind: 'refuse' },
  { kind: 'flapping', everyMs: 1, faults: [{ kind: 'reset' }] },
];

const target = new TcpServer((socket) => socket.pipe(socket));
const proxy = new FaultProxy({ target: await target.listen() });
await proxy.listen();
await new TcpClient(proxy.port).send('hello').receives('hello');
for (const fault of everything) {
  await proxy.set(fault);
  new TcpClient(proxy.port).send('hello');
}
await proxy.set({ kind: 'latency', ms: LONG_MS });
const last = new TcpClient(proxy.port).send('hello');
while (proxy.counters.requestsUnderWay === 0) await new Promise((resolve) => setImmediate(resolve));
await proxy.close();
await last.fails('ECONNRESET');
target.close();
console.log('closed');

import type { Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { eventually } from '@twinshop/testing';
import { TcpClient } from '../../test/tcp-client.ts';
import { TcpServer } from '../../test/tcp-server.ts';
import { FaultProxy } from '../index.ts';

/** Longer than any test may take. */
const FOREVER_MS = 3_600_000;

const proxy = { current: new FaultProxy() };
let target: TcpServer;
let clients: TcpClient[];

beforeEach(() => {
  clients = [];
});
afterEach(async () => {
  for (const { socket } of clients) socket.destroy();
  await proxy.current.close();
  target.close();
});

async function proxyBefore(onConnection: (socket: Socket) => void, seed = 1): Promise<FaultProxy> {
  target = new TcpServer(onConnection);
  proxy.current = new FaultProxy({ target: await target.listen(), seed });
  await proxy.current.listen();
  return proxy.current;
}

const proxyBeforeEcho = (): Promise<FaultProxy> => proxyBefore((socket) => socket.pipe(socket));

function client(): TcpClient {
  const made = new TcpClient(proxy.current.port);
  clients.push(made);
  return made;
}

async function talking(): Promise<TcpClient> {
  const made = client().send('hello');
  await made.receives('hello');
  return made;
}

/** What came of saying hello: the echo, or an error. */
async function fate(): Promise<string> {
  const one = client().send('hello');
  await eventually(() => one.received === 'hello' || one.closed, { describe: 'it comes to something' });
  return one.error ?? one.received;
}

/** What a number above nought comes to, once it changes no more. */
async function settled(number: () => number): Promise<number> {
  let last = 0;
  let unchanged = 0;
  await eventually(
    () => {
      unchanged = number() === last && last > 0 ? unchanged + 1 : 0;
      last = number();
      return unchanged === 10;
    },
    { describe: 'nothing moves any more' },
  );
  return last;
}

describe('a healthy proxy', () => {
  it('passes bytes both ways, and counts them', async () => {
    const { counters } = await proxyBeforeEcho();
    const text = 'abcdefghij'.repeat(100_000);
    await client().send(text).receives(text);
    expect(counters.bytes).toEqual({ upstream: text.length, downstream: text.length });
  });

  it('passes on that a client has ended, and what is answered to that', async () => {
    await proxyBefore((socket) => socket.once('end', () => socket.end('and goodbye')));
    const one = client();
    one.socket.end('hello');
    await one.receives('and goodbye');
    await eventually(() => one.ended && one.closed, { describe: 'both sides are closed' });
    expect([target.received, one.error]).toEqual(['hello', undefined]);
  });

  it('passes on that a target has ended, and what is still sent to it', async () => {
    await proxyBefore((socket) => socket.end('goodbye'));
    const one = client();
    await eventually(() => one.ended, { describe: 'the client is told' });
    one.socket.end('one more word');
    await eventually(() => target.received === 'one more word', { describe: 'the target hears it' });
  });

  it('passes on a reset from either side', async () => {
    await proxyBeforeEcho();
    const [one, other] = [await talking(), await talking()];
    target.sockets[0]!.resetAndDestroy();
    await one.fails('ECONNRESET');
    other.socket.resetAndDestroy();
    await eventually(() => target.resets.includes(target.sockets[1]!), { describe: 'the target is told' });
  });

  it('resets who comes before there is a target, and goes on once there is', async () => {
    target = new TcpServer((socket) => socket.pipe(socket));
    proxy.current = new FaultProxy();
    await proxy.current.listen();
    await client().fails('ECONNRESET');
    proxy.current.forwardTo(await target.listen());
    await talking();
  });

  it('resets who comes while its target is away', async () => {
    await proxyBeforeEcho();
    target.close();
    await client().fails('ECONNRESET');
  });

  it('makes a sender wait for a receiver that does not read', async () => {
    const megabyte = Buffer.alloc(1024 * 1024);
    const megabytes = 64;
    let sent = 0;
    const { counters } = await proxyBefore((socket) => {
      const send = (): void => {
        if (sent < megabytes) socket.write(megabyte, send);
        sent += 1;
      };
      send();
    });
    const reader = client();
    reader.socket.pause();
    const seen = await settled(() => counters.bytes.downstream);
    expect(seen).toBeLessThan(megabytes * megabyte.length);
    reader.socket.resume();
    await eventually(() => counters.bytes.downstream === megabytes * megabyte.length, {
      within: 30_000,
      describe: 'the rest comes once it reads',
    });
  });

  it('says so where its port is taken', async () => {
    const { port } = await proxyBeforeEcho();
    await expect(new FaultProxy().listen(port)).rejects.toThrow('EADDRINUSE');
  });
});

describe('latency', () => {
  it('lets nothing come earlier, in both directions', async () => {
    const { counters } = await proxyBeforeEcho();
    await proxy.current.set({ kind: 'latency', ms: 100 });
    const begin = performance.now();
    const one = client().send('late');
    await eventually(() => counters.bytes.upstream > 0, { describe: 'the request arrives' });
    expect(performance.now() - begin).toBeGreaterThanOrEqual(100);
    await one.receives('late');
    expect(performance.now() - begin).toBeGreaterThanOrEqual(200);
  });

  it('keeps the order, however it varies', async () => {
    await proxyBefore(() => undefined);
    await proxy.current.set({ kind: 'latency', ms: 0, jitterMs: 20 });
    const one = client();
    const pieces = Array.from({ length: 100 }, (_, piece) => `${piece};`);
    for (const piece of pieces) {
      const before = proxy.current.counters.bytes.upstream;
      one.send(piece);
      if (Number.parseInt(piece) % 10 === 0)
        await eventually(() => proxy.current.counters.bytes.upstream > before, { describe: 'some arrive' });
    }
    await eventually(() => target.received === pieces.join(''), { describe: 'all arrive, in order' });
  });

  it('can be in one direction only', async () => {
    await proxyBeforeEcho();
    await proxy.current.set({ kind: 'latency', ms: FOREVER_MS, direction: 'downstream' });
    const one = client().send('hello');
    await eventually(() => target.received === 'hello', { describe: 'the request arrives' });
    expect(one.received).toBe('');
  });

  it('makes a sender wait when much is on its way', async () => {
    await proxyBeforeEcho();
    await proxy.current.set({ kind: 'latency', ms: FOREVER_MS });
    const one = client();
    for (let megabyte = 0; megabyte < 64; megabyte += 1) one.send('x'.repeat(1024 * 1024));
    expect(await settled(() => one.socket.writableLength)).toBeGreaterThan(0);
  });

  it('is over for what is on its way when it is healed', async () => {
    await proxyBeforeEcho();
    await proxy.current.set({ kind: 'latency', ms: FOREVER_MS });
    const one = client().send('hello');
    await eventually(() => proxy.current.counters.requestsUnderWay === 1, { describe: 'it is on its way' });
    expect(target.received).toBe('');
    await proxy.current.heal();
    await one.receives('hello');
  });
});

describe('a narrow line', () => {
  it('lets nothing pass faster than its bytes per second', async () => {
    await proxyBeforeEcho();
    await proxy.current.set({ kind: 'bandwidth', bytesPerSecond: 20_000, direction: 'upstream' });
    const begin = performance.now();
    const text = 'x'.repeat(4_000);
    await client().send(text).receives(text);
    expect(performance.now() - begin).toBeGreaterThanOrEqual(200);
  });

  it('trickles', async () => {
    await proxyBeforeEcho();
    await proxy.current.set({ kind: 'bandwidth', bytesPerSecond: 1, direction: 'upstream' });
    client().send('hello');
    await eventually(() => target.received !== '', { describe: 'the first byte arrives' });
    expect(target.received.length).toBeLessThan(5);
  });
});

describe('a black hole', () => {
  it('swallows what is sent on open connections, and resets them when it is healed', async () => {
    await proxyBeforeEcho();
    const one = await talking();
    await proxy.current.set({ kind: 'blackhole' });
    one.send(' and more');
    await eventually(() => proxy.current.counters.requestsUnderWay === 1, { describe: 'it is taken' });
    expect([target.received, one.received, one.closed]).toEqual(['hello', 'hello', false]);

    await proxy.current.heal();
    await one.fails('ECONNRESET');
    await eventually(() => target.resets.length === 1, { describe: 'the target is told' });
    expect([target.received, one.received]).toEqual(['hello', 'hello']);
  });

  it('takes new connections, of which the target learns nothing', async () => {
    await proxyBeforeEcho();
    await proxy.current.set({ kind: 'blackhole' });
    const one = client().send('hello');
    await eventually(() => proxy.current.counters.requestsUnderWay === 1, { describe: 'it is taken' });
    expect([target.sockets.length, one.received, one.closed]).toEqual([0, '', false]);
  });

  it('leaves alone who said nothing', async () => {
    await proxyBeforeEcho();
    const one = await talking();
    await proxy.current.set({ kind: 'blackhole' });
    const other = client();
    await eventually(() => proxy.current.counters.connections === 2, { describe: 'both are open' });
    await proxy.current.heal();
    await one.send(' again').receives('hello again');
    await other.send('hello').receives('hello');
  });

  it('keeps from each side that the other has gone', async () => {
    await proxyBeforeEcho();
    const [one, other] = [await talking(), await talking()];
    await proxy.current.set({ kind: 'blackhole' });
    target.sockets[0]!.resetAndDestroy();
    other.socket.end();
    await eventually(() => proxy.current.counters.connections === 1, { describe: 'one client is gone' });
    expect([one.closed, target.sockets[1]!.readableEnded]).toEqual([false, false]);

    await proxy.current.heal();
    await one.fails('ECONNRESET');
    await eventually(() => target.resets.includes(target.sockets[1]!), { describe: 'the target is told' });
  });

  it('swallows what was on its way', async () => {
    await proxyBeforeEcho();
    await proxy.current.set({ kind: 'latency', ms: FOREVER_MS });
    const one = client().send('hello');
    await eventually(() => proxy.current.counters.requestsUnderWay === 1, { describe: 'it is on its way' });
    await proxy.current.set({ kind: 'blackhole' });
    await proxy.current.heal();
    await one.fails('ECONNRESET');
    expect(target.received).toBe('');
  });
});

describe('a port that is shut', () => {
  it('refuses, resets what was open, and opens again', async () => {
    await proxyBeforeEcho();
    const one = await talking();
    await proxy.current.set({ kind: 'refuse' });
    await one.fails('ECONNRESET');
    await client().fails('ECONNREFUSED');
    await proxy.current.heal();
    await talking();
  });

  it('is as the last one wanted, who did not wait for the others', async () => {
    await proxyBeforeEcho();
    const turns = [proxy.current.set({ kind: 'refuse' }), proxy.current.heal()];
    await Promise.all([...turns, proxy.current.set({ kind: 'refuse' })]);
    await client().fails('ECONNREFUSED');
  });
});

describe('a reset', () => {
  it('hits open connections, and new ones at once', async () => {
    await proxyBeforeEcho();
    const one = await talking();
    await proxy.current.set({ kind: 'reset' });
    await one.fails('ECONNRESET');
    await client().fails('ECONNRESET');
    await eventually(() => target.resets.length === 1, { describe: 'the target is told' });
    expect(target.sockets).toHaveLength(1);
    await proxy.current.heal();
    await talking();
  });
});

describe('a cut', () => {
  it('breaks a reply off after so many bytes', async () => {
    await proxyBeforeEcho();
    await proxy.current.set({ kind: 'cut', afterBytes: 7 });
    const one = client().send('hello, world');
    await one.receives('hello, ');
    await eventually(() => one.ended, { describe: 'the connection is closed' });
    await eventually(() => target.sockets[0]!.readableEnded, { describe: 'on both sides' });
    expect([one.received, one.error]).toEqual(['hello, ', undefined]);
  });

  it('counts from when it began', async () => {
    await proxyBeforeEcho();
    const one = await talking();
    await proxy.current.set({ kind: 'cut', afterBytes: 3 });
    one.send('world');
    await eventually(() => one.ended, { describe: 'the connection is closed' });
    expect(one.received).toBe('hellowor');
  });

  it('combines with latency', async () => {
    await proxyBeforeEcho();
    await proxy.current.set({ kind: 'cut', afterBytes: 3 }, { kind: 'latency', ms: 50 });
    const begin = performance.now();
    const one = client().send('hello');
    await eventually(() => one.ended, { describe: 'the connection is closed' });
    expect(performance.now() - begin).toBeGreaterThanOrEqual(100);
    expect(one.received).toBe('hel');
  });
});

describe('flapping', () => {
  it('goes on between the fault and health, until it is healed', async () => {
    await proxyBeforeEcho();
    await proxy.current.set({ kind: 'flapping', everyMs: 50, faults: [{ kind: 'refuse' }] });
    for (let turn = 0; turn < 3; turn += 1) {
      await eventually(async () => (await fate()) === 'ECONNREFUSED', { describe: 'the port is shut' });
      await eventually(async () => (await fate()) === 'hello', { describe: 'it is open' });
    }
    await proxy.current.heal();
    const one = await talking();
    await one.send(' again').receives('hello again');
  }, 20_000);
});

describe('faults that make no sense', () => {
  it.each([
    ['an outage and another fault', [{ kind: 'blackhole' }, { kind: 'latency', ms: 1 }], "can't be combined"],
    [
      'two answers',
      [
        { kind: 'answer', status: 500 },
        { kind: 'answer', status: 503 },
      ],
      'one answer',
    ],
    ['a line of no width', [{ kind: 'bandwidth', bytesPerSecond: 0 }], 'bytesPerSecond of bandwidth is 0'],
    ['a negative time', [{ kind: 'latency', ms: -1 }], 'ms of latency is -1'],
    [
      'flapping beside another',
      [{ kind: 'flapping', everyMs: 1, faults: [] }, { kind: 'reset' }],
      'names the faults',
    ],
  ] as const)('are refused: %s', async (_, faults, why) => {
    await proxyBeforeEcho();
    await expect(proxy.current.set(...faults)).rejects.toThrow(why);
    await talking();
  });
});

describe('the counters', () => {
  it('know the connections that are open, and the most that were', async () => {
    const { counters } = await proxyBeforeEcho();
    const three = [await talking(), await talking(), await talking()];
    expect(counters).toMatchObject({ accepted: 3, connections: 3, mostConnections: 3 });
    for (const { socket } of three.slice(1)) socket.end();
    await eventually(() => counters.connections === 1, { describe: 'one is left' });
    expect(counters.mostConnections).toBe(3);

    counters.reset();
    expect(counters).toMatchObject({
      accepted: 0,
      mostConnections: 1,
      bytes: { upstream: 0, downstream: 0 },
    });
  });

  it('know the requests that wait for their answer, and the most that did', async () => {
    const { counters } = await proxyBefore(() => undefined);
    for (const _ of [1, 2, 3]) client().send('a question');
    client();
    await eventually(() => counters.requestsUnderWay === 3, { describe: 'three wait' });

    target.sockets.forEach((socket) => socket.write('the answer'));
    await eventually(() => counters.requestsUnderWay === 0, { describe: 'all were answered' });
    expect(counters).toMatchObject({ connections: 4, mostRequestsUnderWay: 3 });
  });

  it('do not count a request whose client has given up', async () => {
    const { counters } = await proxyBefore(() => undefined);
    const one = client().send('a question');
    await eventually(() => counters.requestsUnderWay === 1, { describe: 'it waits' });
    one.socket.destroy();
    await eventually(() => counters.requestsUnderWay === 0, { describe: 'it does not wait any more' });
  });
});

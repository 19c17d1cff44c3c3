import { readdirSync, statSync } from 'node:fs';
import { connect } from 'node:net';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually } from '@twinshop/testing';
import { startGateway, type GatewayUnderTest } from './gateway-under-test.ts';

let gateway: GatewayUnderTest;

beforeAll(async () => {
  gateway = await startGateway();
});
afterAll(() => gateway.stop());

/** All files below nginx's folders for what it does not keep in memory. */
const filesOnDisk = (): number =>
  ['client-body', 'proxy']
    .flatMap((folder) => readdirSync(path.join(gateway.dir, folder), { recursive: true }) as string[])
    .map((name) => ['client-body', 'proxy'].map((folder) => path.join(gateway.dir, folder, name)))
    .flat()
    .filter((file) => statSync(file, { throwIfNoEntry: false })?.isFile()).length;

describe('a stream of events', () => {
  it('reaches the client event by event, and uncompressed', async () => {
    let say: (text: string) => void = () => undefined;
    let end = () => {};
    gateway.upstream('order').answer = (_, response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.write(': begin\n\n');
      say = (text) => void response.write(text);
      end = () => void response.end();
    };
    const response = await fetch(`http://127.0.0.1:${gateway.port}/api/orders/x/events`, {
      headers: { 'accept-encoding': 'gzip' },
    });
    expect(response.headers.get('content-encoding')).toBeNull();
    const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
    expect((await reader.read()).value).toBe(': begin\n\n');
    for (const status of ['pending', 'confirmed']) {
      say(`event: status\ndata: ${status}\n\n`);
      expect((await reader.read()).value).toBe(`event: status\ndata: ${status}\n\n`);
    }
    end();
    expect((await reader.read()).done).toBe(true);
  });
});

describe('an import', () => {
  it('of any length streams through: nothing of it waits here, in memory or on the disk', async () => {
    const chunk = Buffer.alloc(64 * 1024, 'x');
    let arrived = 0;
    let isOver = false;
    gateway.upstream('catalog').answer = (request, response) => {
      request.on('data', (data: Buffer) => (arrived += data.length));
      request.once('end', () => {
        isOver = true;
        response.end('{"imported":1}');
      });
    };
    const socket = connect(gateway.port, '127.0.0.1');
    let answer = '';
    socket.on('data', (data: Buffer) => (answer += data.toString()));
    socket.write(
      'POST /api/admin/products/import HTTP/1.1\r\nHost: shop\r\nContent-Type: text/csv\r\n' +
        'Transfer-Encoding: chunked\r\nConnection: close\r\n\r\n',
    );
    let sent = 0;
    const send = () => {
      socket.write(`${chunk.length.toString(16)}\r\n`);
      socket.write(chunk);
      socket.write('\r\n');
      sent += chunk.length;
    };
    for (let part = 0; part < 5; part += 1) {
      for (let times = 0; times < 32; times += 1) send();
      await eventually(() => arrived === sent, { describe: 'what was sent has reached the process' });
      expect([isOver, filesOnDisk()]).toEqual([false, 0]);
    }
    socket.write('0\r\n\r\n');
    await eventually(() => answer.includes('{"imported":1}'), { describe: 'the import is answered' });
    expect(sent).toBeGreaterThan(10_000_000);
    socket.destroy();
  });
});

describe('compression', () => {
  const gzip = { 'accept-encoding': 'gzip' };
  const answer = (type: string, length: number) =>
    gateway.answerWith((_, response) => {
      response.writeHead(200, { 'content-type': type, 'content-length': length });
      response.end('x'.repeat(length));
    });

  it.each(['application/json; charset=utf-8', 'application/problem+json', 'image/svg+xml'])(
    'is for %s, to whom can read it',
    async (type) => {
      answer(type, 4_000);
      const { headers } = await gateway.call('GET', '/api/products', { headers: gzip });
      expect(headers).toMatchObject({ 'content-encoding': 'gzip', vary: 'Accept-Encoding' });
      expect((await gateway.call('GET', '/api/products')).headers['content-encoding']).toBeUndefined();
    },
  );

  it('is for assets', async () => {
    const { headers } = await gateway.call('GET', '/assets/main-1a2b.js', { headers: gzip });
    expect(headers['content-encoding']).toBe('gzip');
  });

  it('is not for what is small already', async () => {
    answer('application/json', 500);
    const { headers } = await gateway.call('GET', '/api/products', { headers: gzip });
    expect(headers['content-encoding']).toBeUndefined();
  });

  it('keeps a large answer off the disk', async () => {
    answer('application/json', 5_000_000);
    const { text } = await gateway.call('GET', '/api/products');
    expect([text.length, filesOnDisk()]).toEqual([5_000_000, 0]);
  });
});

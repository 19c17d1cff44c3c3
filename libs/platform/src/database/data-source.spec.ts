import { once } from 'node:events';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createDataSource } from './data-source.ts';

/** A message of PostgreSQL's protocol (postgresql.org/docs/current/protocol-message-formats.html). */
function message(type: string, body: Buffer): Buffer {
  const length = Buffer.alloc(4);
  length.writeInt32BE(4 + body.length);
  return Buffer.concat([Buffer.from(type), length, body]);
}
const AUTHENTICATED = message('R', Buffer.alloc(4));
const READY = message('Z', Buffer.from('I'));
const TERMINATED = message(
  'E',
  Buffer.from('SFATAL\0C57P01\0Mterminating connection due to unexpected postmaster exit\0\0'),
);

describe('A PostgreSQL that dies just when a connection is ready', () => {
  let postgres: Server;

  beforeEach(async () => {
    postgres = createServer((socket) => {
      socket.on('error', () => undefined);
      // In one piece, as a client reads it that was busy meanwhile.
      socket.once('data', () => socket.end(Buffer.concat([AUTHENTICATED, READY, TERMINATED])));
    }).listen(0, '127.0.0.1');
    await once(postgres, 'listening');
  });
  afterEach(() => void postgres.close());

  it('fails whoever asks it, and does not end the process', async () => {
    const { port } = postgres.address() as AddressInfo;
    const source = createDataSource({
      url: `postgres://shop@127.0.0.1:${port}/shop`,
      applicationName: 'test',
      poolSize: 2,
      entities: [],
      migrations: [],
      onPoolError: () => undefined,
    });
    await expect(source.initialize()).rejects.toThrow(/terminat|queryable/);
  });
});

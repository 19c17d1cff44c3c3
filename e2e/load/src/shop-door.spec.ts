import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from '@jest/globals';
import { ShopDoor, type ShopDoorOptions } from './shop-door.ts';

describe('a request whose connection is closed before its answer begins', () => {
  let server: Server;
  let door: ShopDoor;
  afterEach(async () => {
    await door.close();
    server.close();
  });

  /** Closes the connection of the first request. */
  async function open(options?: ShopDoorOptions): Promise<void> {
    let requests = 0;
    server = createServer((request, response) => {
      requests += 1;
      if (requests === 1) request.socket.destroy();
      else response.end('here');
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    door = new ShopDoor({ publicUrl: `http://127.0.0.1:${port}` }, options);
  }

  it('is not answered, unless it is to be sent again', async () => {
    await open();
    expect(await door.get('/')).toMatchObject({ kind: 'none' });
  });

  it.each([
    ['that only reads', () => door.get('/')],
    ['with a key', () => door.post('/', {}, { key: 'k' })],
  ])('is sent again where it is one %s', async (_, send) => {
    await open({ sendsAgain: true });
    expect(await send()).toEqual({ kind: 'answer', status: 200, text: 'here' });
    expect(door.sentAgain).toBe(1);
  });

  it('is not sent again where it may have done something', async () => {
    await open({ sendsAgain: true });
    expect(await door.post('/', {})).toMatchObject({ kind: 'none' });
    expect(door.sentAgain).toBe(0);
  });
});

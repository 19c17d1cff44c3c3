import { existsSync, statSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { answersQueries } from '@twinshop/postgres';
import { eventually } from '@twinshop/testing';
import { connectShop } from '../src/control/connect-shop.ts';
import { controlSocket } from '../src/control/control-socket.ts';
import { serveControl, type ControlServer } from '../src/control/serve-control.ts';
import { ShopControlError, type ShopControl } from '../src/control/shop-control.ts';
import { shopHome } from '../src/home/shop-home.ts';
import { lead, runStandIn, type RunningStandIn } from './running-stand-in.ts';
import { after, before, broken } from './stand-in/before-and-after.ts';

let standIn: RunningStandIn;
let server: ControlServer;
let control: ShopControl;

beforeAll(async () => {
  standIn = await runStandIn(before);
  server = await serveControl(standIn.shop, { before, after, broken });
  standIn.shop.announce(server.socket);
  control = connectShop(standIn.home);
});
beforeEach(() => lead(standIn.shop, before));
afterAll(async () => {
  await standIn?.stop();
  await server?.close();
});

const names = async (): Promise<string[]> => (await control.shop()).processes.map(({ name }) => name);

describe('a running shop', () => {
  it('is led into another topology by another process', async () => {
    await control.prepareServers('after');
    const databases = await control.ensureDatabases('after');
    expect(await control.startMissing('after', databases)).toEqual(['back', 'back-2']);
    expect(await control.replaceChanged('after')).toEqual(['front']);
    expect(await control.stopExtra('after')).toEqual([]);
    await control.becomes('after', databases);
    expect(await control.shop()).toMatchObject({ variant: 'after', databases });
  });

  it('says how to administer its databases', async () => {
    expect(await answersQueries(await control.adminUrl())).toBe(true);
  });

  it('says why something was not done', async () => {
    await expect(control.replaceChanged('broken')).rejects.toThrow(ShopControlError);
    await expect(control.replaceChanged('broken')).rejects.toThrow('the stand-in can not go on');
    await expect(control.stopExtra('beyond')).rejects.toThrow(
      'There is no topology "beyond". There are: before, after, broken.',
    );
    await expect(control.configureGateway('after')).rejects.toThrow('after has no gateway');
    await expect(control.configureGateway({ routes: [] })).rejects.toThrow(
      'There is no gateway to configure',
    );
  });

  it('does one thing after the other', async () => {
    await control.prepareServers('after');
    const databases = await control.ensureDatabases('after');
    const [started, stopped] = await Promise.all([
      control.startMissing('after', databases),
      control.stopExtra('before'),
    ]);
    expect(stopped).toEqual([...started, 'redis']);
  });

  it('goes on with what it has begun when nobody waits for it any more', async () => {
    await control.prepareServers('after');
    const databases = await control.ensureDatabases('after');
    const order = request({
      socketPath: server.socket,
      method: 'POST',
      path: '/startMissing',
      headers: { 'content-type': 'application/json' },
    });
    order.once('error', () => undefined);
    order.end(JSON.stringify(['after', databases]));
    await eventually(async () => (await names()).includes('back'), {
      within: 20_000,
      describe: 'it has begun',
    });
    order.destroy();
    await eventually(async () => (await names()).includes('back-2'), {
      within: 20_000,
      describe: 'it has gone on',
    });
    expect(await control.startMissing('after', databases)).toEqual([]);
  });

  it('takes orders of its owner only', () => {
    expect(statSync(server.socket).mode & 0o077).toBe(0);
  });
});

describe('the socket of a shop', () => {
  it('is in its home', () => {
    expect(server.socket).toBe(path.join(standIn.home, 'control.sock'));
  });

  it('is elsewhere where that path would be too long, for each home another one', () => {
    const [one, other] = ['a', 'b'].map((letter) => controlSocket(shopHome(`/home/${letter.repeat(100)}`)));
    expect(one).not.toBe(other);
    for (const socket of [one, other]) expect(path.dirname(socket!)).toBe(tmpdir());
  });

  it('goes with it', async () => {
    expect(existsSync(server.socket)).toBe(true);
    await server.close();
    expect(existsSync(server.socket)).toBe(false);
    server = await serveControl(standIn.shop, { before, after, broken });
  });
});

it('where no shop runs, nobody can be told anything', async () => {
  await expect(connectShop('/nowhere').adminUrl()).rejects.toThrow('No shop runs on /nowhere.');
});

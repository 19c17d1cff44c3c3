import { Client } from 'undici';
import { buildWhatChanged } from '../build/build.ts';
import { config } from '../config.ts';
import { ContainersControl } from '../containers/containers-control.ts';
import { ContainersHome } from '../containers/containers-home.ts';
import { readRunningShop, type RunningShop } from '../running-shop.ts';
import { topologyNamed } from '../shop/topology-named.ts';
import { ShopControlError, type ShopControl } from './shop-control.ts';

/** The longest operation starts or replaces all of a shop's processes, each of which has a minute to become ready. */
const DEADLINE_MS = 15 * 60_000;

/**
 * For leading a running shop into another topology. Nothing is asked of it until something is called, and it may be
 * another run of it at each call.
 * @param home the shop's, by default this checkout's
 */
export function connectShop(home: string = config.home): ShopControl {
  const containers = new ContainersHome(home);
  return containers.record === undefined ? byItsRunner(home) : new ContainersControl(containers);
}

function byItsRunner(home: string): ShopControl {
  const order =
    (operation: string) =>
    <T>(...words: unknown[]): Promise<T> =>
      ask<T>(home, 'POST', operation, words);
  return {
    prepareServers: order('prepareServers'),
    ensureDatabases: order('ensureDatabases'),
    startMissing: order('startMissing'),
    configureGateway: order('configureGateway'),
    replaceChanged: order('replaceChanged'),
    stopExtra: order('stopExtra'),
    becomes: order('becomes'),
    build: async (topology) => void (await buildWhatChanged(topologyNamed(topology))),
    adminUrl: () => ask(home, 'GET', 'adminUrl'),
    shop: async () => running(home),
  };
}

async function ask<T>(home: string, method: 'GET' | 'POST', what: string, words?: unknown[]): Promise<T> {
  const client = new Client('http://shop', {
    socketPath: socketOf(running(home)),
    headersTimeout: DEADLINE_MS,
    bodyTimeout: DEADLINE_MS,
  });
  try {
    const { statusCode, body } = await client.request({
      method,
      path: `/${what}`,
      ...(words && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(words) }),
    });
    const { result, message } = (await body.json()) as { result: T; message?: string };
    if (statusCode !== 200) throw new ShopControlError(message);
    return result;
  } catch (error) {
    if (error instanceof ShopControlError) throw error;
    throw new ShopControlError(`${what} was not answered: ${(error as Error).message}`, { cause: error });
  } finally {
    await client.destroy();
  }
}

function running(home: string): RunningShop {
  const shop = readRunningShop(home);
  if (shop === undefined)
    throw new ShopControlError(
      `No shop runs on ${home}. Start one: ./shop up step-0, in containers with --docker`,
    );
  return shop;
}

function socketOf({ controlSocket, publicUrl }: RunningShop): string {
  if (controlSocket === undefined)
    throw new ShopControlError(`The shop on ${publicUrl} takes no orders from other processes.`);
  return controlSocket;
}

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startShop, type StartedShop } from '@twinshop/local';
import { eventually } from '@twinshop/testing';
import { microservices } from '@twinshop/topologies';
import { extent } from '../src/config.ts';
import { FrontDoor } from '../src/front-door.ts';
import { placeAll, shoppers } from '../src/shoppers.ts';
import { expectAllKept } from './shop-that-recovers.ts';

const victims = [...microservices.processes.map(({ name }) => name), 'redis', 'postgres'];
const ordersEach = Math.ceil(extent().orders / victims.length);

let shop: StartedShop;
let door: FrontDoor;

beforeAll(async () => {
  shop = await startShop({ topology: microservices, supervise: true, durable: true });
  door = new FrontDoor(shop);
  await provider({ latencyMs: 5, jitterMs: 40 });
}, 180_000);
afterAll(async () => {
  await door?.close();
  await shop?.stop();
}, 60_000);

const provider = (behaviour: Record<string, number>) =>
  fetch(`${shop.providerUrl}/behaviour`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(behaviour),
  });

describe(`${ordersEach} orders, amid which a part is killed`, () => {
  it.each(victims)('are kept, paid once and in stock when it is %s', async (victim) => {
    const promised = await shoppers(door, ordersEach);
    let killed: Promise<void> | undefined;
    let answeredBefore = 0;
    await placeAll(door, promised, (answered) => {
      if (killed !== undefined || answered < ordersEach / 4) return;
      answeredBefore = answered;
      killed = shop.killProcess(victim);
    });
    await killed;
    expect(answeredBefore).toBeLessThan(ordersEach);

    const { readyUrl } = shop.processes.find(({ name }) => name === victim)!;
    if (readyUrl.startsWith('http'))
      await eventually(async () => (await fetch(readyUrl)).ok, { within: 30_000, describe: 'it is back' });
    await expectAllKept(shop, door, promised);
  });
});

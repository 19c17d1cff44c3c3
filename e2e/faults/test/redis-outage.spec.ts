import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { askRedis, countOperations } from '@twinshop/invariants';
import { startShop, type StartedShop } from '@twinshop/local';
import { microservices } from '@twinshop/topologies';
import { extent } from '../src/config.ts';
import { FrontDoor } from '../src/front-door.ts';
import { placeAll, shoppers } from '../src/shoppers.ts';
import { expectAllKept } from './shop-that-recovers.ts';

const ORDERS = 40;

let shop: StartedShop;
let door: FrontDoor;

beforeAll(async () => {
  shop = await startShop({ topology: microservices, durable: true });
  door = new FrontDoor(shop);
}, 180_000);
afterAll(async () => {
  await door?.close();
  await shop?.stop();
}, 60_000);

describe.each(extent().redisOutagesMs)('while Redis is away for %d ms', (outageMs) => {
  it('orders are accepted, and come to their end when it is back', async () => {
    const shopping = await shoppers(door, ORDERS);
    await shop.killProcess('redis');
    const back = delay(outageMs);

    await placeAll(door, shopping);
    expect(countOperations(shopping.recorder.history).ok).toBe(ORDERS);
    await back;
    await expect(askRedis(shop, (redis) => redis.ping())).rejects.toThrow();
    await shop.restart('redis');

    await expectAllKept(shop, door, shopping);
  });
});

import type { Redis } from 'ioredis';
import { askRedis } from './ask.ts';
import { hasMessages, type ShopToRead } from './variant.ts';

const ROOT = '{recommendation}';
const KEYS_AT_A_TIME = 1_000;

/** All that recommendations are made of: the orders of each product, each customer and the latest, and what was in them. */
export type Projection = Readonly<Record<string, readonly string[]>>;

/** Whether nothing is missing from the projection that serves, and none is being built. */
export async function projectionIsWhole(shop: ShopToRead): Promise<boolean> {
  if (!hasMessages(shop)) return true;
  return askRedis(shop, async (redis) => {
    const serving = await servingIn(redis);
    const building = await redis.exists(`${ROOT}:building`);
    return building === 0 && (await redis.exists(`${ROOT}:${serving}:complete`)) === 1;
  });
}

/** Undefined where recommendations are asked of the orders themselves. */
export async function readProjection(shop: ShopToRead): Promise<Projection | undefined> {
  if (!hasMessages(shop)) return undefined;
  return askRedis(shop, async (redis) => {
    const prefix = `${ROOT}:${await servingIn(redis)}:`;
    const projection: Record<string, readonly string[]> = {};
    for await (const keys of redis.scanStream({ match: `${prefix}*`, count: KEYS_AT_A_TIME })) {
      const read = (keys as string[]).map(async (key) => {
        const name = key.slice(prefix.length);
        const value = await readValue(redis, key, name);
        if (value !== undefined) projection[name] = value;
      });
      await Promise.all(read);
    }
    return projection;
  });
}

const servingIn = (redis: Redis): Promise<string | null> => redis.get(`${ROOT}:serving`);

/** Leaves out how the projection keeps its own books. */
async function readValue(redis: Redis, key: string, name: string): Promise<string[] | undefined> {
  if (/^(?:latest$|product:|customer:)/.test(name)) return redis.zrange(key, 0, -1);
  if (!name.startsWith('order:')) return undefined;
  const [customer, basket] = await redis.hmget(key, 'customer', 'basket');
  return [String(customer), ...String(basket).split(' ').sort()];
}

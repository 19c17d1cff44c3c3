import type { StartedShop } from '@twinshop/local';
import { eventually } from '@twinshop/testing';
import type { Redis } from 'ioredis';
import { askRedis } from './ask.ts';

const ROOT = '{recommendation}';
const REBUILT_WITHIN_MS = 60_000;

/** All that recommendations are made of: the orders of each product, each customer and the latest, and what was in them. */
export type Projection = Readonly<Record<string, readonly string[]>>;

/** Whether nothing is missing from the projection that serves, and none is being built. */
export function projectionIsWhole(shop: StartedShop): Promise<boolean> {
  return askRedis(shop, async (redis) => {
    const serving = await servingIn(redis);
    const building = await redis.exists(`${ROOT}:building`);
    return building === 0 && (await redis.exists(`${ROOT}:${serving}:complete`)) === 1;
  });
}

export function readProjection(shop: StartedShop): Promise<Projection> {
  return askRedis(shop, async (redis) => {
    const prefix = `${ROOT}:${await servingIn(redis)}:`;
    const projection: Record<string, readonly string[]> = {};
    for await (const keys of redis.scanStream({ match: `${prefix}*`, count: 1_000 })) {
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

/** Has the projection built anew from the confirmed orders; resolves once that serves. */
export async function rebuildProjection(shop: StartedShop): Promise<void> {
  const { opsUrl } = shop.processes.find(({ name }) => name === 'recommendation')!;
  const generation = await eventually(
    async () => {
      const answer = await fetch(`${opsUrl}/projection/rebuild`, { method: 'POST' });
      if (answer.status !== 202) throw new Error(await answer.text());
      return ((await answer.json()) as { generation: string }).generation;
    },
    { describe: 'a rebuild has begun' },
  );
  await eventually(async () => (await askRedis(shop, servingIn)) === generation, {
    within: REBUILT_WITHIN_MS,
    describe: 'the rebuilt projection serves',
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

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startShop, type StartedShop } from '@twinshop/local';
import { eventually } from '@twinshop/testing';
import { microservices, monolith, type Topology } from '@twinshop/topologies';
import { extent } from '../src/config.ts';
import { FrontDoor } from '../src/front-door.ts';
import { placeAll, shoppers, type Shopping } from '../src/shoppers.ts';
import { expectAllKept } from './shop-that-recovers.ts';

const victimsOf = ({ processes, servers }: Topology): string[] => [
  ...processes.map(({ name }) => name),
  ...servers,
  'postgres',
];
const variants = [microservices, monolith];
const ordersEach = Math.ceil(extent().orders / variants.flatMap(victimsOf).length);

let shop: StartedShop;
let door: FrontDoor;

async function open(topology: Topology): Promise<void> {
  shop = await startShop({ topology, supervise: true, durable: true });
  door = new FrontDoor(shop);
  await provider({ latencyMs: 5, jitterMs: 40 });
}

async function close(): Promise<void> {
  await door?.close();
  await shop?.stop();
}

const provider = (behaviour: Record<string, number>) =>
  fetch(`${shop.providerUrl}/behaviour`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(behaviour),
  });

describe.each(variants.map((topology) => [topology.name, topology] as const))('on the %s', (_, topology) => {
  beforeAll(() => open(topology), 180_000);
  afterAll(close, 60_000);

  describe(`${ordersEach} orders, amid which a part is killed`, () => {
    it.each(victimsOf(topology))('are kept, paid once and in stock when it is %s', async (victim) => {
      const shopping = await shoppers(door, ordersEach);
      const [kill] = await placeAllAmidAKill(shopping, victim);
      expect(kill?.afterAnswers).toBeLessThan(ordersEach);

      await eventually(() => standing(victim).pid !== kill!.pid, {
        within: 30_000,
        describe: 'it is replaced',
      });
      const { readyUrl } = standing(victim);
      if (readyUrl.startsWith('http'))
        await eventually(async () => (await fetch(readyUrl)).ok, { within: 30_000, describe: 'it is back' });
      await expectAllKept(shop, door, shopping);
    });
  });
});

interface Kill {
  /** The process that it hit. */
  pid: number;
  afterAnswers: number;
}

/** @returns the one kill; none where the orders were over before it came to that */
async function placeAllAmidAKill(shopping: Shopping, victim: string): Promise<Kill[]> {
  const kills: Kill[] = [];
  let death: Promise<void> | undefined;
  await placeAll(door, shopping, (answered) => {
    if (death !== undefined || answered < ordersEach / 4) return;
    kills.push({ pid: standing(victim).pid, afterAnswers: answered });
    death = shop.killProcess(victim);
  });
  await death;
  return kills;
}

const standing = (name: string) => shop.processes.find((process) => process.name === name)!;

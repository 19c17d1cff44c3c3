import { describe, expect, it } from '@jest/globals';
import { ask, check, violationsIn } from '@twinshop/invariants';
import { startShop, type StartedShop } from '@twinshop/local';
import { eventually } from '@twinshop/testing';
import { microservices, type Topology } from '@twinshop/topologies';
import { withFailpoints, type FaultControl } from '../src/failpoints/with-failpoints.ts';
import { mutated } from '../src/mutated.ts';
import type { Mutation } from '../src/mutation.ts';
import { toggles } from '../src/toggles/index.ts';
import { variants } from './cases.ts';
import { isFull } from './config.ts';
import { metricsOf } from './metrics.ts';
import { Stage } from './stage.ts';

const WITHIN_MS = 10_000;
const { breaker, bulkhead, fallback, idempotency, outbox, timeout } = toggles;

interface Playing {
  shop: StartedShop;
  recommendations: FaultControl;
  productId: string;
}

async function play(
  topology: Topology,
  lacking: readonly Mutation[],
  scene: (playing: Playing) => Promise<void>,
): Promise<void> {
  const { topology: withFaults, controlOf } = withFailpoints(mutated(topology, lacking));
  const shop = await startShop({ topology: withFaults });
  try {
    const recommendations = controlOf(topology.name === 'monolith' ? 'monolith' : 'recommendation');
    await scene({ shop, recommendations, productId: await new Stage(shop).newProduct(1) });
  } finally {
    await shop.stop();
  }
}

const related = ({ shop, productId }: Playing): Promise<Response> =>
  fetch(`${shop.publicUrl}/api/products/${productId}/related`, { signal: AbortSignal.timeout(WITHIN_MS) });

const statusOf = async (answer: Promise<Response>): Promise<number> => {
  const { status, body } = await answer;
  await body?.cancel();
  return status;
};

const relatedAtOnce = (playing: Playing, times: number): Promise<number[]> =>
  Promise.all(Array.from({ length: times }, () => statusOf(related(playing))));

describe.each(variants.map((topology) => [topology.name, topology] as const))(
  'In the %s',
  (name, topology) => {
    const faults = [{ fails: true }, { slowMs: 2_000 }, { blocksMs: 300 }] as const;

    it('product pages do without recommendations that fail, are slow or block', () =>
      play(topology, [], async (playing) => {
        for (const fault of faults) {
          await playing.recommendations.set('recommendation', fault);
          expect(await statusOf(related(playing))).toBe(200);
        }
      }));

    it('product pages and recommendations fail together where nothing falls back, and are well when the fault is cleared', () =>
      play(topology, [fallback], async (playing) => {
        const { shop, recommendations } = playing;
        const suggested = (): Promise<Response> => fetch(`${shop.publicUrl}/api/recommendations`);
        await recommendations.set('recommendation', { fails: true });
        // Between processes it is one that can’t be asked.
        const failed = name === 'monolith' ? 500 : 503;
        expect(await statusOf(related(playing))).toBe(failed);
        expect(await statusOf(suggested())).toBe(500);

        await recommendations.clear();
        await eventually(async () => (await statusOf(related(playing))) === 200, {
          describe: 'pages are well',
        });
        expect(await statusOf(suggested())).toBe(200);
      }));
  },
);

const inFull = isFull() ? describe : describe.skip;

inFull('Calls to recommendations that hang', () => {
  const state = async ({ shop }: Playing): Promise<number | undefined> =>
    (await metricsOf(shop, 'catalog')).get('circuit_breaker_state{name="recommendation"}');
  const outcomes = async ({ shop }: Playing): Promise<string[]> =>
    [...(await metricsOf(shop, 'catalog')).keys()].flatMap(
      (sample) =>
        /^outgoing_call_duration_seconds_count\{name="recommendation",outcome="(\w+)"/.exec(sample)?.[1] ??
        [],
    );

  it.each([
    { lacking: [], ends: ['timeout', 'open'] },
    { lacking: [breaker], ends: ['timeout'] },
    { lacking: [timeout, breaker], ends: ['ok'] },
  ])('end by $ends', ({ lacking, ends }) =>
    play(microservices, lacking, async (playing) => {
      await playing.recommendations.set('recommendation', { slowMs: 500 });
      for (let page = 0; page < 4; page += 1) await relatedAtOnce(playing, 4);
      expect((await outcomes(playing)).toSorted()).toEqual(ends.toSorted());
      expect(await state(playing)).toBe(lacking.length === 0 ? 2 : 0);
    }),
  );

  it.each([
    { lacking: [breaker, timeout], full: true },
    { lacking: [breaker, timeout, bulkhead], full: false },
  ])('are refused for want of room: $full', ({ lacking, full }) =>
    play(microservices, lacking, async (playing) => {
      await playing.recommendations.set('recommendation', { slowMs: 2_000 });
      await relatedAtOnce(playing, 150);
      expect((await outcomes(playing)).includes('full')).toBe(full);
    }),
  );
});

inFull('A shop', () => {
  it.each(variants.map((topology) => [topology.name, topology] as const))(
    'takes orders without any of its guards, as long as all is well: %s',
    async (name, topology) => {
      const all = Object.values(toggles).filter(({ variants }) =>
        (variants as readonly string[]).includes(name),
      );
      const shop = await startShop({ topology: mutated(topology, all) });
      try {
        const stage = new Stage(shop);
        await stage.confirmedOrder({
          customer: await stage.newCustomer(),
          productId: await stage.newProduct(1),
        });
      } finally {
        await shop.stop();
      }
    },
  );

  it('without an outbox loses what it would have sent while Redis is away', async () => {
    const shop = await startShop({ topology: mutated(microservices, [outbox]) });
    try {
      const stage = new Stage(shop);
      const wanted = { customer: await stage.newCustomer(), productId: await stage.newProduct(1) };
      await stage.confirmedOrder(wanted);
      await shop.killProcess('redis');
      await stage.order(wanted);
      await eventually(
        async () =>
          (await ask(shop.databases.order, 'SELECT FROM outbox WHERE published_at IS NULL')).length === 0,
        { within: WITHIN_MS, describe: 'what was to be sent is taken for sent' },
      );
      await shop.restart('redis');
      const report = await check(shop, { history: stage.history, drainWithinMs: 3_000, rebuild: false });
      expect(violationsIn(report)).toContainEqual(expect.objectContaining({ invariant: 5, word: 'lost' }));
    } finally {
      await shop.stop();
    }
  });

  it.each(variants.map((topology) => [topology.name, topology] as const))(
    'that tells no repetition sells twice: %s',
    async (_, topology) => {
      const shop = await startShop({ topology: mutated(topology, [idempotency]) });
      try {
        const stage = new Stage(shop);
        await stage.order({ customer: await stage.newCustomer(), productId: await stage.newProduct(2) }, 2);
        const report = await check(shop, { history: stage.history });
        expect(violationsIn(report)).toContainEqual(
          expect.objectContaining({ invariant: 1, word: 'duplicated' }),
        );
      } finally {
        await shop.stop();
      }
    },
  );
});

import { describe, expect, it } from '@jest/globals';
import { Recorder } from '@twinshop/invariants';
import { eventually } from '@twinshop/testing';
import { Random, type Reply, type ShopDoor } from '@twinshop/load';
import type { Market } from './market.ts';
import { TallyBySecond } from './tally.ts';
import { Traffic, type Habits } from './traffic.ts';

const nobody = {
  'product page': 0,
  'related products': 0,
  recommendations: 0,
  'product list': 0,
  'place order': 0,
  'read order': 0,
};
const everybodyCancels: Habits = { declines: 0.5, wantsScarce: 0.5, cancels: 1, doubles: 0, insists: 0 };
const ids = (what: string, count: number) => Array.from({ length: count }, (_, nth) => `${what}-${nth}`);
const market: Market = {
  customers: ids('customer', 16).map((id) => ({ id, token: async () => id })),
  plenty: ids('plenty', 30),
  scarce: ids('scarce', 3),
  stock: {},
};

/** Orders are accepted, each when `accept` says so; one is taken back when `cancel` does. */
function traffic(accept: (nth: number) => Promise<unknown>, cancel: () => Promise<unknown>) {
  let placed = 0;
  const post = async (path: string): Promise<Reply> => {
    if (path !== '/api/orders') return cancel().then(() => ({ kind: 'answer', status: 200, text: '{}' }));
    const nth = (placed += 1);
    await accept(nth);
    return { kind: 'answer', status: 201, text: JSON.stringify({ id: `order-${nth}`, status: 'pending' }) };
  };
  const startedAt = performance.now();
  const recorder = new Recorder();
  const tally = new TallyBySecond(startedAt);
  const customers = new Traffic({
    door: { post } as unknown as ShopDoor,
    market,
    rates: { ...nobody, 'place order': 200 },
    habits: everybodyCancels,
    random: new Random(7),
    recorder,
    tally,
  });
  return { customers, recorder, tally };
}

const soon = (): Promise<void> => Promise.resolve();

describe('An order that is taken back', () => {
  it('has been answered once it is accepted, and is waited for to the end', async () => {
    const taken = Promise.withResolvers<void>();
    const { customers, tally } = traffic(soon, () => taken.promise);
    customers.begin();
    const answered = () => tally.between(0, Infinity).get('place order')!.traffic.requests;
    await eventually(() => answered() > 0, { describe: 'an answer that counts' });
    let hasEnded = false;
    const ending = customers.end().then(() => (hasEnded = true));
    await new Promise(setImmediate);
    expect(hasEnded).toBe(false);
    taken.resolve();
    await ending;
  });
});

describe('The same seed', () => {
  it('brings the same orders, however long answers take', async () => {
    const wanted = async (accept: (nth: number) => Promise<unknown>) => {
      const { customers, recorder } = traffic(accept, soon);
      customers.begin();
      await eventually(() => recorder.history.operations.length >= 40, { describe: 'forty orders' });
      await customers.end();
      return recorder.history.operations
        .slice(0, 40)
        .map(({ customer, key, items }) => ({ customer, key, items }));
    };
    const thirtieth = Promise.withResolvers<void>();
    const late = await wanted((nth) => {
      if (nth === 30) thirtieth.resolve();
      return nth < 20 ? thirtieth.promise : soon();
    });
    expect(late).toEqual(await wanted(soon));
  });
});

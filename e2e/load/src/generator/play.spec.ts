import { describe, expect, it } from '@jest/globals';
import type { ServerResponse } from 'node:http';
import { answer, ShopStub, type Asked } from '../../test/shop-stub.ts';
import { play } from './play.ts';

const isOrder = ({ method, path }: Asked): boolean => method === 'POST' && path === '/api/orders';

describe('an open loop', () => {
  const PER_SECOND = 50;
  const loop = { kind: 'open', perSecond: PER_SECOND } as const;
  const betweenMs = 1_000 / PER_SECOND;

  it('goes on while the shop stalls, and counts how long each waited that was meant to be answered meanwhile', async () => {
    const waiting: ServerResponse[] = [];
    let stallsFor = 40;
    // Nobody is answered until 40 wait, which in a closed loop of fewer customers would never be.
    const stalling = (response: ServerResponse): void => {
      waiting.push(response);
      stallsFor -= 1;
      if (stallsFor === 0) for (const each of waiting) answer(each, 200);
    };
    await using stub = await ShopStub.open((_, response) =>
      stallsFor > 0 ? stalling(response) : answer(response, 200),
    );
    const { all, bySecond, byRequest } = await play(stub.plan({ loop, scenario: 'search', seconds: 1.2 }));
    expect(byRequest['search']!.requests).toBeGreaterThan(PER_SECOND);
    expect(all.failed).toBe(0);
    expect(all.latency.max).toBeGreaterThan(38 * betweenMs);
    expect(bySecond[0]!.p99).toBeGreaterThan(38 * betweenMs);
    // Of some 180 requests 10 waited for the last 30 of the stall.
    expect(all.latency.p99).toBeGreaterThan(30 * betweenMs);
  });

  it('makes up for what it missed itself, and tells that it was late', async () => {
    const missedMs = 500;
    let answered = 0;
    await using stub = await ShopStub.open((_, response) => {
      answered += 1;
      if (answered === 10) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, missedMs);
      answer(response, 200);
    });
    const { byRequest, generator } = await play(stub.plan({ loop, scenario: 'flash-sale', seconds: 1 }));
    const pages = byRequest['product page']!;
    expect(pages.requests).toBeGreaterThanOrEqual(PER_SECOND - 1);
    expect(pages.latency.max).toBeGreaterThan(missedMs - 2 * betweenMs);
    expect(generator.lateP99).toBeGreaterThan(missedMs / 2);
  });

  it('does not count what warms up', async () => {
    await using stub = await ShopStub.open();
    const { byRequest, startedAtMs, endedAtMs } = await play(
      stub.plan({ loop, scenario: 'search', warmUpSeconds: 0.5, seconds: 0.5 }),
    );
    expect(byRequest['search']!.requests).toBeLessThanOrEqual(2 * (PER_SECOND / 2 + 1));
    expect(stub.asked.length).toBeGreaterThan(2 * PER_SECOND);
    expect(endedAtMs - startedAtMs).toBeCloseTo(500);
  });
});

describe('orders', () => {
  it('are counted as what became of them: accepted once each, refused, or nobody knows', async () => {
    const ids = new Set<string>();
    const counts = { refused: 0, unknown: 0 };
    let orders = 0;
    await using stub = await ShopStub.open((asked, response) => {
      if (!isOrder(asked)) return answer(response, 200);
      orders += 1;
      const kind = orders % 6;
      // Two answers of the same order.
      const id = `order-${Math.floor(orders / 6)}-${Math.floor(kind / 2)}`;
      if (kind < 3) {
        ids.add(id);
        return answer(response, 201, { id });
      }
      if (kind === 3) {
        counts.refused += 1;
        return answer(response, 409);
      }
      counts.unknown += 1;
      return kind === 4 ? answer(response, 500) : response.destroy();
    });
    const result = await play(
      stub.plan({ scenario: 'checkout', loop: { kind: 'closed', customers: 4 }, seconds: 0.6 }),
    );
    expect(orders).toBeGreaterThan(12);
    expect(result.orders).toMatchObject({ accepted: ids.size, ...counts });
    const placed = result.byRequest['place order']!;
    expect(result.all.failed).toBe(placed.failed);
    expect(placed.failed).toBeGreaterThan(0);
    expect(placed.failed).toBeLessThanOrEqual(counts.refused + counts.unknown);
  });

  it('that are refused because all is sold have not failed in a flash sale', async () => {
    await using stub = await ShopStub.open((asked, response) => answer(response, isOrder(asked) ? 409 : 200));
    const { all, orders } = await play(
      stub.plan({ scenario: 'flash-sale', loop: { kind: 'closed', customers: 2 }, seconds: 0.3 }),
    );
    expect(all.failed).toBe(0);
    expect(orders).toMatchObject({ accepted: 0, acceptedWhileCounted: 0, unknown: 0 });
    expect(orders.refused).toBe(stub.asked.filter(isOrder).length);
  });

  it('of a past day come at its times, each with what was bought', async () => {
    const items = [{ productId: 'product-1', quantity: 2 }];
    const day = {
      date: '2010-12-01',
      orders: [0, 60_000, 60_000, 3_600_000].map((atMs, customer) => ({ atMs, customer, items })),
    };
    await using stub = await ShopStub.open((asked, response) =>
      answer(response, 201, isOrder(asked) ? { id: crypto.randomUUID() } : {}),
    );
    const plan = stub.plan({
      scenario: 'replay',
      loop: { kind: 'history', day, speedUp: 240 },
      seconds: 0.5,
    });
    const { orders } = await play(plan);
    // The last one was an hour later, and so comes after 15 seconds.
    expect(orders.accepted).toBe(3);
    expect(stub.asked.filter(isOrder).map(({ body }) => JSON.parse(body).items)).toEqual([
      items,
      items,
      items,
    ]);
  });

  it('of a past day are not for another scenario', async () => {
    await using stub = await ShopStub.open();
    await expect(play(stub.plan({ scenario: 'replay' }))).rejects.toThrow(RangeError);
  });
});

describe('a shop that does not answer as it should', () => {
  it('fails every request that it so answers', async () => {
    await using stub = await ShopStub.open((_, response) => answer(response, 503));
    const { all, bySecond } = await play(stub.plan({ scenario: 'browse', seconds: 0.3 }));
    expect(all.requests).toBeGreaterThan(0);
    expect(all.failed).toBe(all.requests);
    expect(bySecond).toEqual([expect.objectContaining({ requests: all.requests, failed: all.failed })]);
  });
});

describe('who leafs through a list', () => {
  it('goes on where the page before ended', async () => {
    await using stub = await ShopStub.open((_, response) =>
      answer(response, 200, { items: [], next: 'here=' }),
    );
    await play(stub.plan({ scenario: 'browse', seconds: 0.2 }));
    const [first, second] = stub.asked.map(({ path }) => path);
    expect(second).toBe(`${first}&after=here%3D`);
  });
});

describe('a seed', () => {
  const FIRST = 60;

  const firstRequests = async (seed: number): Promise<string[]> => {
    await using stub = await ShopStub.open((asked, response) =>
      answer(response, 201, isOrder(asked) ? { id: 'order' } : {}),
    );
    await play(stub.plan({ scenario: 'mixed', seed, seconds: 0.5 }));
    return stub.asked.slice(0, FIRST).map(({ method, path, body }) => `${method} ${path} ${body}`);
  };

  it('is for the same requests in the same order', async () => {
    const requests = await firstRequests(7);
    expect(requests).toHaveLength(FIRST);
    expect(await firstRequests(7)).toEqual(requests);
    expect(await firstRequests(8)).not.toEqual(requests);
  });
});

describe('a customer’s cart', () => {
  it('is filled by one visit at a time; who finds everybody busy orders past it', async () => {
    const busy = new Set<string>();
    await using stub = await ShopStub.open((asked, response) => {
      if (asked.method === 'PUT') busy.add(asked.path);
      answer(response, 201, isOrder(asked) ? { id: crypto.randomUUID() } : {});
    });
    const plan = stub.plan({ scenario: 'checkout', loop: { kind: 'closed', customers: 3 }, seconds: 0.3 });
    const [ada] = plan.market.customers;
    const { generator } = await play({ ...plan, market: { ...plan.market, customers: [ada!] } });
    expect(generator.withoutCart).toBeGreaterThan(0);
    const [withItems, fromCart] = [true, false].map((named) =>
      stub.asked.filter((asked) => isOrder(asked) && 'items' in JSON.parse(asked.body) === named),
    );
    expect(withItems).toHaveLength(generator.withoutCart);
    expect(fromCart!.length).toBeGreaterThan(0);
  });
});

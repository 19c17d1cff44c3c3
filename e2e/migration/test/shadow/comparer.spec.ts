import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { eventually } from '@twinshop/testing';
import {
  startComparer,
  type Comparer,
  type ComparerOptions,
  type Comparisons,
} from '../../src/shadow/index.ts';
import { json, StandIn, type Answers } from './stand-in.ts';

let old: StandIn;
let fresh: StandIn;
let comparer: Comparer;

const start = async (options: Partial<ComparerOptions> = {}): Promise<void> => {
  comparer = await startComparer({ old: [old.url], fresh: [fresh.url], ...options });
};

beforeEach(async () => {
  old = await StandIn.open('monolith/1');
  fresh = await StandIn.open('catalog/1');
});
afterEach(async () => {
  await comparer.close();
  await old[Symbol.asyncDispose]();
  await fresh[Symbol.asyncDispose]();
});

const both = (answers: Answers): void => {
  old.answers = answers;
  fresh.answers = answers;
};

/** Sends a copy of a request, as a gateway would. */
const copy = async (path: string, init?: RequestInit): Promise<number> =>
  (await fetch(`${comparer.url}${path}`, init)).status;

const none: Comparisons = {
  compared: 0,
  equal: 0,
  late: 0,
  changing: 0,
  unexplained: 0,
  unanswered: 0,
  dropped: 0,
  refused: 0,
};

const counted = (counts: Partial<Comparisons>): Promise<void> =>
  eventually(() => expect(comparer.counts()).toEqual({ ...none, ...counts }), {
    describe: `the comparer has counted ${JSON.stringify(counts)}`,
  });

/** Compares one read. @returns where the answers differ to the end */
async function differencesAt(path: string, ofOld: Answers, ofFresh: Answers): Promise<string[]> {
  await start({ agreeWithinMs: 50 });
  old.answers = ofOld;
  fresh.answers = ofFresh;
  await comparer.compare({ path, headersOnly: false, authorization: undefined });
  return comparer.unexplained().flatMap(({ differences }) => differences.map(({ at }) => at));
}

const bodies = (path: string, ofOld: unknown, ofFresh: unknown): Promise<string[]> =>
  differencesAt(
    path,
    (_, response) => json(response, ofOld),
    (_, response) => json(response, ofFresh),
  );

describe('answers are equal', () => {
  it('where they say the same', async () => {
    await start();
    both(({ path }, response) => json(response, { path, items: [{ price: { amount: 1 } }] }));
    for (let nth = 0; nth < 10; nth += 1) expect(await copy(`/api/products?page=${nth}`)).toBe(204);
    await counted({ compared: 10, equal: 10 });
    expect(comparer.unexplained()).toEqual([]);
  });

  it('where they refuse the same', async () => {
    await start();
    both((_, response) => json(response, { code: 'product_not_found' }, 404));
    await copy('/api/products/7');
    await counted({ compared: 1, equal: 1 });
  });

  it('in whatever order a body has its fields', async () => {
    expect(await bodies('/api/cart', { a: 1, b: [1] }, { b: [1], a: 1 })).toEqual([]);
    expect(comparer.counts()).toMatchObject({ equal: 1 });
  });

  it('where only those headers differ that are of the process, the moment or the connection', async () => {
    const found = await differencesAt(
      '/api/cart',
      (_, response) => response.writeHead(200, { date: 'today', 'x-request-id': '1' }).end('{"a":1}'),
      (_, response) =>
        response
          .writeHead(200, { date: 'tomorrow', connection: 'close', 'content-length': 8 })
          .end('{"a": 1}'),
    );
    expect(found).toEqual([]);
  });

  it('in their headers, where only these were asked for', async () => {
    await start();
    old.answers = (_, response) => json(response, 'not sent');
    fresh.answers = (_, response) => json(response, 'not sent either');
    await copy('/api/products', { method: 'HEAD' });
    await counted({ compared: 1, equal: 1 });
    expect([old, fresh].map(({ asked }) => asked[0]!.method)).toEqual(['HEAD', 'HEAD']);
  });
});

describe('answers differ', () => {
  const product = (amount: number) => ({ id: '7', price: { amount, currency: 'GBP' } });

  it.each([
    [
      'deep in a list',
      { items: [product(1), product(2)] },
      { items: [product(1), product(3)] },
      ['items[1].price.amount'],
    ],
    ['in how long a list is', { items: [1, 2] }, { items: [1] }, ['items[1]']],
    ['in a field that one does not have', { id: 1, name: 'Lamp' }, { id: 1 }, ['name']],
    ['in a field that is null for one', { failure: null }, { failure: { code: 'x' } }, ['failure']],
    ['in type', { items: {} }, { items: [] }, ['items']],
    ['in where the next page begins', { items: [], next: 'a' }, { items: [], next: 'b' }, ['next']],
    ['as a whole', [1], 'text', ['body']],
  ])('%s', async (_, ofOld, ofFresh, at) => {
    expect(await bodies('/api/products', ofOld, ofFresh)).toEqual(at);
  });

  it('in status and in headers', async () => {
    const found = await differencesAt(
      '/api/products',
      (_, response) => response.writeHead(200, { 'content-type': 'text/plain' }).end('same'),
      (_, response) =>
        response.writeHead(404, { 'content-type': 'text/html', 'retry-after': '1' }).end('same'),
    );
    expect(found).toEqual(['status', 'headers.content-type', 'headers.retry-after']);
  });

  it('for good: the read and both values are kept, twenty of them, and never the token', async () => {
    await start({ agreeWithinMs: 50, room: { atATime: 30, waiting: 30 } });
    old.answers = (_, response) => json(response, { stock: 1 });
    fresh.answers = (_, response) => json(response, { stock: 2 });
    for (let nth = 0; nth < 25; nth += 1)
      await copy(`/api/products/${nth}`, { headers: { authorization: 'Bearer secret' } });
    await counted({ compared: 25, unexplained: 25 });
    expect(comparer.unexplained()).toHaveLength(20);
    expect(comparer.unexplained()).toContainEqual({
      read: 'GET /api/products/0',
      differences: [{ at: 'stock', old: 1, fresh: 2 }],
    });
    expect(JSON.stringify(comparer.unexplained())).not.toContain('secret');
  });
});

describe('suggestions', () => {
  const related = '/api/products/7/related?limit=6';

  it('may be the default ones on one side: there they came too late', async () => {
    const suggested = { items: [{ id: 'a' }], source: 'recommendations' };
    const standard = { items: [{ id: 'b' }], source: 'default' };
    expect(await bodies(related, suggested, standard)).toEqual([]);
  });

  it('from the same source are compared', async () => {
    const source = 'recommendations';
    expect(await bodies(related, { items: [{ id: 'a' }], source }, { items: [{ id: 'b' }], source })).toEqual(
      ['items[0].id'],
    );
  });

  it('are nothing that lists of products could hide behind', async () => {
    const suggested = { items: [{ id: 'a' }], source: 'recommendations' };
    const standard = { items: [{ id: 'b' }], source: 'default' };
    expect(await bodies('/api/products', suggested, standard)).toEqual(['items[0].id', 'source']);
  });
});

describe('a copy that is behind', () => {
  const behindBy = (times: number): Answers => {
    let asked = 0;
    return (_, response) => json(response, { stock: asked++ < times ? 8 : 7 });
  };

  it('is asked again, and is late where it has caught up', async () => {
    await start();
    old.answers = (_, response) => json(response, { stock: 7 });
    fresh.answers = behindBy(3);
    await copy('/api/products/7');
    await counted({ compared: 1, late: 1 });
    expect([old.asked.length, fresh.asked.length]).toEqual([4, 4]);
  });

  it('would be different for good, where nobody asked again', async () => {
    await start({ agreeWithinMs: 0 });
    old.answers = (_, response) => json(response, { stock: 7 });
    fresh.answers = behindBy(3);
    await copy('/api/products/7');
    await counted({ compared: 1, unexplained: 1 });
  });
});

describe('what changes all the time', () => {
  const sold = (extra: object): Answers => {
    let stock = 1_000;
    return (_, response) => json(response, { stock: stock--, ...extra });
  };

  it('is counted by itself: neither equal nor different', async () => {
    await start({ agreeWithinMs: 100 });
    old.answers = sold({ price: 1 });
    fresh.answers = (_, response) => json(response, { stock: 2_000, price: 1 });
    await copy('/api/products/7');
    await counted({ compared: 1, changing: 1 });
  });

  it('explains nothing else', async () => {
    await start({ agreeWithinMs: 100 });
    old.answers = sold({ price: 1 });
    fresh.answers = (_, response) => json(response, { stock: 2_000, price: 2 });
    await copy('/api/products/7');
    await counted({ compared: 1, unexplained: 1 });
  });
});

describe('where one does not answer', () => {
  it.each(['old', 'fresh'] as const)('because %s is dead, nothing is compared', async (which) => {
    await start({ agreeWithinMs: 50 });
    await { old, fresh }[which][Symbol.asyncDispose]();
    await copy('/api/products');
    await counted({ unanswered: 1 });
  });

  it('because it can’t at the moment, that is no difference', async () => {
    await start({ agreeWithinMs: 50 });
    fresh.answers = (_, response) => json(response, { code: 'unavailable' }, 503);
    await copy('/api/products');
    await counted({ unanswered: 1 });
  });

  it('in time, it is given up, and whoever copies has not waited', async () => {
    await start({ answerWithinMs: 500, agreeWithinMs: 50 });
    fresh.answers = () => undefined;
    const began = performance.now();
    expect(await copy('/api/products')).toBe(204);
    expect(performance.now() - began).toBeLessThan(400);
    await counted({ unanswered: 1 });
  });

  it('at first, it is asked again', async () => {
    await start();
    let asked = 0;
    fresh.answers = (_, response) => void (asked++ === 0 ? response.destroy() : json(response, {}));
    await copy('/api/products');
    await counted({ compared: 1, late: 1 });
  });
});

describe('what finds no room', () => {
  it('is dropped, and nobody waits', async () => {
    const held: (() => void)[] = [];
    await start({ room: { atATime: 2, waiting: 3 } });
    old.answers = (_, response) => void held.push(() => json(response, {}));
    for (let nth = 0; nth < 10; nth += 1) expect(await copy(`/api/products/${nth}`)).toBe(204);
    await counted({ dropped: 5 });
    await eventually(
      () => {
        for (const answer of held.splice(0)) answer();
        return comparer.counts().compared === 5;
      },
      { describe: 'what found room is compared' },
    );
    expect(comparer.counts()).toEqual({ ...none, compared: 5, equal: 5, dropped: 5 });
  });
});

describe('whatever is copied', () => {
  const NO_READS: [method: string, path: string][] = [
    ['POST', '/api/orders'],
    ['PUT', '/api/cart/items/7'],
    ['PATCH', '/api/admin/products/7'],
    ['DELETE', '/api/cart/items/7'],
    ['POST', '/internal/catalog/offers'],
    ['POST', '/v1/charges'],
    ['OPTIONS', '/api/products'],
    ['GET', '/internal/catalog/popular'],
    ['GET', '/fallback/recommendations'],
    ['GET', '/health/ready'],
    ['GET', '/api/orders/7/events'],
    ['GET', '/api/orders/7/events?x=1'],
    ['GET', '//api/products'],
  ];

  it('nothing is asked but what customers read', async () => {
    await start();
    for (const [method, path] of NO_READS)
      await copy(path, { method, ...(method !== 'GET' && { body: '{"quantity":1}' }) });
    await counted({ refused: NO_READS.length });
    expect([old.asked, fresh.asked]).toEqual([[], []]);
  });

  it('a read is asked without a body, and with nothing but its token', async () => {
    await start();
    await copy('/api/cart?x=%2F', {
      headers: {
        authorization: 'Bearer token',
        'idempotency-key': 'a-key-of-mine',
        'x-service-token': 'forged',
      },
    });
    await counted({ compared: 1, equal: 1 });
    for (const { asked } of [old, fresh]) {
      expect(asked).toMatchObject([{ method: 'GET', path: '/api/cart?x=%2F', body: '' }]);
      expect(Object.keys(asked[0]!.headers).toSorted()).toEqual([
        'authorization',
        'connection',
        'host',
        'x-deadline-ms',
        'x-request-id',
      ]);
      expect(asked[0]!.headers.authorization).toBe('Bearer token');
    }
  });
});

describe('a comparer', () => {
  it('asks replicas in turn', async () => {
    await using second = await StandIn.open('catalog/2');
    await start({ fresh: [fresh.url, second.url] });
    for (let nth = 0; nth < 10; nth += 1) await copy('/api/products');
    await counted({ compared: 10, equal: 10 });
    expect([fresh.asked.length, second.asked.length]).toEqual([5, 5]);
  });

  it('that is closed gives up what is under way, uncounted', async () => {
    await start();
    fresh.answers = () => undefined;
    const comparison = comparer.compare({
      path: '/api/products',
      headersOnly: false,
      authorization: undefined,
    });
    await copy('/api/products');
    await eventually(() => fresh.asked.length === 2, { describe: 'both are under way' });
    await comparer.close();
    expect(await comparison).toBeUndefined();
    expect(comparer.counts()).toEqual(none);
  });
});

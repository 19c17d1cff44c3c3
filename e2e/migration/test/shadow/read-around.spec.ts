import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { eventually } from '@twinshop/testing';
import { readAround, startComparer, type Comparer, type ReadAroundOptions } from '../../src/shadow/index.ts';
import { everyOrder, everyProduct, shop } from './shop-stand-in.ts';
import { json, StandIn } from './stand-in.ts';

let old: StandIn;
let fresh: StandIn;
let comparer: Comparer;

beforeEach(async () => {
  old = await StandIn.open('monolith/1', shop);
  fresh = await StandIn.open('catalog/1', shop);
  comparer = await startComparer({
    old: [old.url],
    fresh: [fresh.url],
    answerWithinMs: 10_000,
    agreeWithinMs: 50,
  });
});
afterEach(async () => {
  await comparer.close();
  await old[Symbol.asyncDispose]();
  await fresh[Symbol.asyncDispose]();
});

const walk = (options: Partial<ReadAroundOptions>): Promise<number> =>
  readAround({
    comparer,
    module: 'catalog',
    tokens: [],
    perSecond: 5_000,
    reads: 300,
    withinMs: 60_000,
    ...options,
  });

const pathsOf = ({ asked }: StandIn): string[] => asked.map(({ path }) => path);

describe('reading around', () => {
  it('gets from the catalogue’s lists to all their pages, products and pictures, and to searches', async () => {
    await walk({});
    expect(comparer.counts()).toMatchObject({ compared: 300, equal: 300 });
    const paths = pathsOf(fresh);
    expect(paths).toEqual(
      expect.arrayContaining([
        '/api/categories',
        '/api/products?limit=20&category=lamps&sort=price',
        '/api/products?limit=20&sort=newest&after=40',
        '/api/products?limit=20&q=lamp',
        ...everyProduct,
      ]),
    );
    expect(pathsOf(old).toSorted()).toEqual(paths.toSorted());
  });

  it('gets to the carts and orders of customers, each with their own token', async () => {
    await walk({ module: 'order', tokens: ['of-ada', 'of-bob'], reads: 63 });
    const asked = (token: string | undefined) =>
      fresh.asked.filter(({ headers }) => headers.authorization === token).map(({ path }) => path);
    const own = ['/api/customers/me', '/api/cart', '/api/orders?limit=20', '/api/orders?limit=20&after=20'];
    expect(asked('Bearer of-ada')).toEqual(expect.arrayContaining([...own, ...everyOrder]));
    expect(asked('Bearer of-bob').toSorted()).toEqual(asked('Bearer of-ada').toSorted());
    expect(asked(undefined)).toHaveLength(3);
  });

  it('begins again where there is nothing new', async () => {
    await walk({ module: 'order', reads: 9 });
    expect(comparer.counts().compared).toBe(9);
    expect(pathsOf(fresh).filter((path) => path === '/api/cart')).toHaveLength(3);
  });

  it('begins no more reads in a second than it may', async () => {
    const began = performance.now();
    await walk({ reads: 30, perSecond: 100 });
    expect(performance.now() - began).toBeGreaterThan(285);
  });

  it('finds what is different', async () => {
    fresh.answers = (asked, response) =>
      asked.path === everyProduct[0] ? json(response, { path: 'another' }) : shop(asked, response);
    await walk({ reads: 170 });
    expect(comparer.counts()).toMatchObject({ compared: 170, equal: 169, unexplained: 1 });
    expect(comparer.unexplained()).toMatchObject([{ read: `GET ${everyProduct[0]}` }]);
  });

  it('ends where nobody answers, however many it was to compare', async () => {
    await fresh[Symbol.asyncDispose]();
    expect(await walk({ reads: 1_000_000 })).toBe(0);
    expect(comparer.counts()).toMatchObject({ compared: 0, unanswered: 20 });
  });

  it('counts none that others had compared, and asks more in the place of those that were not answered', async () => {
    fresh.answers = (asked, response) =>
      asked.path === everyProduct[0] ? json(response, {}, 503) : shop(asked, response);
    const walking = walk({ reads: 170 });
    await comparer.compare({ path: '/api/categories', headersOnly: false, authorization: undefined });
    expect(await walking).toBe(170);
    expect(comparer.counts().compared).toBe(171);
    expect(comparer.counts().unanswered).toBeGreaterThan(0);
  });

  it('ends when its time is over, or nobody wants it any more', async () => {
    expect(await walk({ reads: 1_000_000, withinMs: 200 })).toBeGreaterThan(0);
    const stopping = new AbortController();
    const walking = walk({ reads: 1_000_000, stopping: stopping.signal });
    stopping.abort();
    expect(await walking).toBeLessThanOrEqual(1);
  });

  it('ends when the comparer is closed', async () => {
    const walking = walk({ reads: 1_000_000 });
    await eventually(() => comparer.counts().compared > 10, { describe: 'it is under way' });
    void comparer.close();
    await walking;
  });
});

import { Random } from '../random.ts';
import { ShopDoor } from '../shop-door.ts';
import { readCatalogue, type Listed } from './catalogue.ts';
import { signInAgain, signUp } from './customers.ts';
import type { Market } from './market.ts';
import { searchesFor } from './searches.ts';

const TOKENS_LAST_MS = 15 * 60_000;

export interface OpenMarketOptions {
  /** So many sign up; as many visits with a cart can be under way at a time. */
  customers: number;
  /** Decides which products are popular, and what is searched for. */
  seed: number;
}

/**
 * Signs customers up and looks at what there is to buy.
 * @param url the shop's public address
 * @throws Error when the shop does not answer as it should, or has fewer than two products
 */
export async function openMarket(url: string, { customers, seed }: OpenMarketOptions): Promise<Market> {
  return atTheDoor(url, async (door) => {
    const catalogue = await readCatalogue(door);
    if (catalogue.length < 2) throw new Error(`${url} has ${catalogue.length} products: there is no market.`);
    const random = new Random(seed);
    const [scarce, ...others] = random.shuffle(catalogue) as [Listed, ...Listed[]];
    const signedInAtMs = Date.now();
    return {
      customers: await signUp(door, customers),
      productIds: others.map(({ id }) => id),
      scarceProductId: scarce.id,
      categories: [...new Set(catalogue.map(({ category }) => category))].sort(),
      searches: searchesFor(catalogue, random),
      tokensEndAtMs: signedInAtMs + TOKENS_LAST_MS,
    };
  });
}

/** The same market, its customers signed in anew: a token is good for 15 minutes. */
export async function renewTokens(url: string, market: Market): Promise<Market> {
  return atTheDoor(url, async (door) => {
    const signedInAtMs = Date.now();
    const customers = await signInAgain(door, market.customers);
    return { ...market, customers, tokensEndAtMs: signedInAtMs + TOKENS_LAST_MS };
  });
}

async function atTheDoor<Result>(
  publicUrl: string,
  work: (door: ShopDoor) => Promise<Result>,
): Promise<Result> {
  const door = new ShopDoor({ publicUrl });
  try {
    return await work(door);
  } finally {
    await door.close();
  }
}

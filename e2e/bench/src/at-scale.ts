import { startShop, type StartedShop } from '@twinshop/local';
import { sampleProduct } from '@twinshop/catalog-sample';
import { request } from 'undici';
import { contest, type Outcome, type Sizes } from './contest.ts';
import { productDetails, reads } from './requests.ts';
import { productIds } from './shop-api.ts';
import { quantile } from './statistics.ts';
import { walkPages } from './walk-pages.ts';

export interface AtScale {
  products: number;
  page: Outcome;
  detail: Outcome;
  /** milliseconds over `searches` different searches, one at a time */
  search: { searches: number; p50: number; p95: number; max: number };
}

const SMALL = 1_000;
const SEARCHES = 400;
const DEADLINE_MS = 30_000;

/** What a page, a product and a search cost in a large catalogue; pages and products beside those of a small one. */
export const atScale = async (
  products: number,
  sizes: Sizes,
  onProgress: (words: string) => void,
): Promise<AtScale> => {
  const format = (count: number) => count.toLocaleString('en');
  onProgress(`starting a shop with ${format(SMALL)} products`);
  const small = await startShop({ topology: 'monolith', products: SMALL, durable: true });
  try {
    onProgress(`starting a shop with ${format(products)} products (a minute or two for a million)`);
    const large = await startShop({ topology: 'monolith', products, durable: true, build: false });
    try {
      const compare = async (
        name: string,
        requestsOf: (shop: StartedShop) => Promise<ReturnType<typeof reads>>,
      ) => {
        const [outcome] = await contest(
          [{ ...contestant('large', large), requests: await requestsOf(large) }],
          { ...contestant('small', small), requests: await requestsOf(small) },
          sizes,
          (round) => onProgress(`${name}: round ${round} of ${sizes.rounds}`),
        );
        return outcome;
      };
      const page = await compare('page of 20', async ({ publicUrl }) =>
        reads((await walkPages(publicUrl)).map(({ shop }) => shop)),
      );
      const detail = await compare('product detail', async (shop) =>
        productDetails(await productIds(shop.publicUrl)),
      );
      onProgress(`${SEARCHES} searches`);
      return { products, page, detail, search: await search(large.publicUrl, products) };
    } finally {
      await large.stop();
    }
  } finally {
    await small.stop();
  }
};

const contestant = (name: string, { publicUrl, processes }: StartedShop) => ({
  name,
  url: publicUrl,
  pid: processes.find((process) => process.name === 'monolith')!.pid,
});

/** Searches as people type them: one to three words of some product's name, common words and rare ones. */
const searches = (products: number): string[] =>
  Array.from({ length: SEARCHES }, (_, index) => {
    const { name } = sampleProduct(Math.floor((index * products) / SEARCHES));
    const words = name.toLowerCase().match(/[a-z]{3,}/g) ?? [];
    const first = index % Math.max(1, words.length);
    return words.slice(first, first + 1 + (index % 3)).join(' ');
  });

const search = async (url: string, products: number): Promise<AtScale['search']> => {
  const times: number[] = [];
  for (const words of searches(products)) {
    const begun = performance.now();
    const { statusCode, body } = await request(`${url}/api/products?q=${encodeURIComponent(words)}`, {
      signal: AbortSignal.timeout(DEADLINE_MS),
    });
    await body.dump();
    if (statusCode !== 200) throw new Error(`The search for "${words}" was answered with ${statusCode}`);
    times.push(performance.now() - begun);
  }
  return {
    searches: SEARCHES,
    p50: quantile(times, 0.5),
    p95: quantile(times, 0.95),
    max: Math.max(...times),
  };
};

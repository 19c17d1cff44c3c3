import type { Answer, ShopClient } from './shop-client.ts';
import type { Page } from './shop-types.ts';

const MOST_PAGES = 1_000;

/**
 * Follows `next` from the first page to the last.
 * @param between is called after each page but the last.
 * @returns every item, in the order it was served.
 */
export async function walk<Item>(
  http: ShopClient,
  path: string,
  query: Record<string, string | number>,
  between: (page: Page<Item>) => Promise<unknown> = () => Promise.resolve(),
): Promise<Item[]> {
  const items: Item[] = [];
  let after: string | null = null;
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const answer: Answer<Page<Item>> = await http.get<Page<Item>>(path, {
      query: { ...query, ...(after !== null && { after }) },
    });
    if (answer.status !== 200) throw new Error(`page ${page} of ${path} answered ${answer.status}`);
    items.push(...answer.body.items);
    after = answer.body.next;
    if (after === null) return items;
    await between(answer.body);
  }
  throw new Error(`${path} has more than ${MOST_PAGES} pages`);
}

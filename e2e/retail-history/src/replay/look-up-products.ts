import type { OnProgress } from '../progress.ts';
import type { Sellable } from '../rules/invoice-book.ts';
import { expectBody, productPage } from '../shop/answers.ts';
import type { HttpApi } from '../shop/http-api.ts';

/** Pages through the shop's catalogue until each of the skus is found, or the catalogue is at its end. */
export async function lookUpProducts(
  api: HttpApi,
  skus: ReadonlySet<string>,
  onProgress: OnProgress,
): Promise<Map<string, Sellable>> {
  const found = new Map<string, Sellable>();
  let after: string | null = '';
  while (after !== null && found.size < skus.size) {
    const path: string = `/api/products?limit=100${after === '' ? '' : `&after=${encodeURIComponent(after)}`}`;
    const call = { method: 'GET', path } as const;
    const page = expectBody(productPage, await api.call(call), call);
    for (const { id, sku, price } of page.items) {
      if (skus.has(sku)) found.set(sku, { id, price: price.amount });
    }
    onProgress({ phase: 'look_up', done: found.size, total: skus.size });
    after = page.next;
  }
  return found;
}

import { Injectable } from '@nestjs/common';
import {
  CATEGORY_SLUG,
  type CatalogFailure,
  type ListProducts as Request,
  type ProductPage,
} from '@twinshop/catalog-contracts';
import { fail, ok, type Result } from '@twinshop/platform/errors';
import { readCursor, writeCursor, type Position } from '../../domain/page-cursor.ts';
import { BEST_MATCH_ORDER, PRODUCT_ORDERS } from '../../domain/product-order.ts';
import { toSummary } from '../../persistence/product-row.ts';
import { ProductPages, type PageRow } from '../../persistence/product-pages.ts';

interface Found {
  rows: PageRow[];
  /** How many of the rows match by name; the rest, in a search by best match, by description only. */
  byName: number;
}

const BEST_MATCH = 'best-match';

const NO_PRODUCTS: ProductPage = { items: [], next: null };

/**
 * Whether a word may have to be absent, as in `mug -blue`. PostgreSQL also takes `"mug"-blue` and `mug (-blue` so: rather
 * than following its grammar, a hyphen is enough. Where it was none, as in `t-shirt`, the answer is the same.
 */
const mayExclude = (query: string): boolean => query.includes('-');

/** Browsing and searching: one page in the order asked for, and the cursor of the next. */
@Injectable()
export class ListProducts {
  private readonly pages: ProductPages;

  constructor(pages: ProductPages) {
    this.pages = pages;
  }

  async run(request: Request): Promise<Result<ProductPage, Extract<CatalogFailure, 'cursor_invalid'>>> {
    const query = request.q === undefined || request.q === '' ? undefined : request.q;
    const list = request.sort ?? (query === undefined ? 'newest' : BEST_MATCH);
    const after = request.after === undefined ? undefined : readCursor(list, request.after);
    if (request.after !== undefined && after === undefined) return fail('cursor_invalid');

    // What is no slug names no category, and none has products.
    if (request.category !== undefined && !CATEGORY_SLUG.test(request.category)) return ok(NO_PRODUCTS);

    const page = { category: request.category, after, rows: request.limit + 1 };
    const { rows, byName } = await this.find(list, query, page);
    const items = rows.slice(0, request.limit);
    const last = rows.length > request.limit ? items.at(-1) : undefined;
    const tier = byName < items.length ? 1 : 0;
    const next = last === undefined ? null : writeCursor(list, { key: last.key, id: last.id, tier });
    return ok({ items: items.map(toSummary), next });
  }

  private async find(
    list: NonNullable<Request['sort']> | typeof BEST_MATCH,
    query: string | undefined,
    page: { category: string | undefined; after: Position | undefined; rows: number },
  ): Promise<Found> {
    if (list === BEST_MATCH) return this.bestMatches(query ?? '', page);
    const order = PRODUCT_ORDERS[list];
    const rows =
      query === undefined
        ? await this.pages.list({ order, ...page })
        : await this.pages.search({ order, query, in: 'anywhere', ...page });
    return { rows, byName: rows.length };
  }

  /** Products that match by name come first, then those that match by description only; within each the popular first. */
  private async bestMatches(
    query: string,
    { category, after, rows }: { category: string | undefined; after: Position | undefined; rows: number },
  ): Promise<Found> {
    const order = BEST_MATCH_ORDER;
    const names = mayExclude(query) ? 'name-with-exclusions' : 'name';
    const byName =
      after?.tier === 1 ? [] : await this.pages.search({ order, query, in: names, category, after, rows });
    if (byName.length === rows) return { rows: byName, byName: rows };
    const byDescription = await this.pages.search({
      order,
      query,
      in: 'only-description',
      category,
      after: after?.tier === 1 ? after : undefined,
      rows: rows - byName.length,
    });
    return { rows: [...byName, ...byDescription], byName: byName.length };
  }
}

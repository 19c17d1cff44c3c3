import { Injectable } from '@nestjs/common';
import { Database, readTogether, sql, type Statement } from '@twinshop/platform/database';
import { keyValue, type Position } from '../domain/page-cursor.ts';
import type { ProductOrder } from '../domain/product-order.ts';
import type { SummaryRow } from './product-row.ts';

export interface PageRow extends SummaryRow {
  /** The order's column, as in a cursor. */
  key: number;
}

interface PageRead {
  statement: Statement;
  values: unknown[];
}

export interface PageOf {
  order: ProductOrder;
  category: string | undefined;
  after: Omit<Position, 'tier'> | undefined;
  /** rows, at most 101 */
  rows: number;
}

export interface SearchPageOf extends PageOf {
  /** What a person typed. */
  query: string;
  in: SearchScope;
}

/** Which text must match: the name; only the description; or either. */
export type SearchScope = 'name' | 'only-description' | 'anywhere';

/**
 * How far a search walks along the order's index before it asks the inverted index instead. Measured at 1,000,000
 * products: a walk of 2,000 takes 4 ms; a word that is in fewer than one product in a hundred has at most 10,000
 * matches, which are fetched and sorted in under 30 ms.
 */
const WALK = 2_000;

/** Rows asked of PostgreSQL are rounded up to one of these, so that the prepared statements stay few. */
const SIZES = [11, 21, 51, 101];

const FIELDS = 'p.id, p.sku, p.name, p.price_amount, p.category_slug';

const MATCHES: Record<SearchScope, (p: string) => string> = {
  // Both, for a word that is searched against (`-word`) may stand in the description.
  name: (p) =>
    `${p}.name_terms @@ websearch_to_tsquery('english', $1) AND ${p}.terms @@ websearch_to_tsquery('english', $1)`,
  'only-description': (p) =>
    `${p}.terms @@ websearch_to_tsquery('english', $1) AND NOT ${p}.name_terms @@ websearch_to_tsquery('english', $1)`,
  anywhere: (p) => `${p}.terms @@ websearch_to_tsquery('english', $1)`,
};

/** Pages of products by keyset: a page costs the same wherever it is and however many products there are. */
@Injectable()
export class ProductPages {
  private readonly statements = new Map<string, Statement>();
  private readonly database: Database;
  /** Many look at the same page at once. */
  private readonly readTogether = readTogether(
    (reads: readonly PageRead[]) =>
      Promise.all(
        reads.map(({ statement, values }) =>
          this.database.query<PageRow>(statement, values).catch((error: Error) => error),
        ),
      ),
    ({ statement, values }) => JSON.stringify([statement.name, values]),
  );

  constructor(database: Database) {
    this.database = database;
  }

  async list(page: PageOf): Promise<PageRow[]> {
    const values = [...filterValues(page)];
    return this.run(`list:${shape(page)}`, () => listSql(page), values, page.rows);
  }

  async search(page: SearchPageOf): Promise<PageRow[]> {
    const values = [page.query, ...filterValues(page)];
    return this.run(`search:${page.in}:${shape(page)}`, () => searchSql(page), values, page.rows);
  }

  private async run(name: string, text: () => string, values: unknown[], rows: number): Promise<PageRow[]> {
    let statement = this.statements.get(name);
    if (statement === undefined) {
      statement = sql(name, text());
      this.statements.set(name, statement);
    }
    return (await this.readTogether({ statement, values })).slice(0, rows);
  }
}

const size = (rows: number): number => SIZES.find((candidate) => candidate >= rows) ?? rows;

const shape = ({ order, category, after, rows }: PageOf): string =>
  [order.name, category === undefined ? 'all' : 'category', after ? 'after' : 'first', size(rows)].join(':');

const filterValues = ({ order, category, after }: PageOf): unknown[] => [
  ...(category === undefined ? [] : [category]),
  ...(after === undefined ? [] : [keyValue(order, after.key), after.id]),
];

const keyOf = ({ column }: ProductOrder, p: string): string =>
  column === 'created_at' ? `(extract(epoch FROM ${p}.created_at) * 1000)::bigint` : `${p}.${column}`;

const orderBy = ({ column, direction }: ProductOrder, p: string): string =>
  `${p}.${column} ${direction}, ${p}.id ${direction}`;

/** Conditions on category and position; their parameters begin at `first`. */
const filters = ({ order, category, after }: PageOf, first: number): string[] => {
  const place = category === undefined ? first : first + 1;
  const beyond = order.direction === 'ASC' ? '>' : '<';
  return [
    ...(category === undefined ? [] : [`p.category_slug = $${first}`]),
    ...(after === undefined ? [] : [`(p.${order.column}, p.id) ${beyond} ($${place}, $${place + 1})`]),
  ];
};

const where = (conditions: string[]): string =>
  conditions.length === 0 ? '' : `WHERE ${conditions.join(' AND ')}`;

const listSql = (page: PageOf): string => `
  SELECT ${FIELDS}, s.on_hand, ${keyOf(page.order, 'p')} AS key
  FROM (
    SELECT * FROM product p ${where(filters(page, 1))}
    ORDER BY ${orderBy(page.order, 'p')} LIMIT ${size(page.rows)}
  ) p
  JOIN stock s ON s.product_id = p.id
  ORDER BY ${orderBy(page.order, 'p')}`;

/**
 * Matches in the page's order, exactly, at a bounded price for common and for rare words alike. Ranking every match
 * of a common word would fetch a tenth of the table. So first a stretch of the order's own index is walked and
 * filtered: if it fills the page, those are the first matches. If not, the words are rare, and the inverted index
 * fetches them all. PostgreSQL's planner guesses between the two from statistics, and is slow where it guesses wrong.
 */
const searchSql = (page: SearchPageOf): string => {
  // A column may stand in FIELDS already, and none may stand there twice.
  const columns = [...new Set([...FIELDS.split(', '), `p.${page.order.column}`])].join(', ');
  const sorted = `ORDER BY ${orderBy(page.order, 'p')} LIMIT ${size(page.rows)}`;
  const matches = MATCHES[page.in];
  return `
  WITH near AS MATERIALIZED (
    SELECT ${columns}
    FROM (SELECT * FROM product p ${where(filters(page, 2))} ORDER BY ${orderBy(page.order, 'p')} LIMIT ${WALK}) p
    WHERE ${matches('p')} ${sorted}
  ),
  everywhere AS MATERIALIZED (
    SELECT ${columns} FROM product p
    ${where([`(SELECT count(*) FROM near) < ${size(page.rows)}`, matches('p'), ...filters(page, 2)])}
  ),
  found AS (
    SELECT * FROM (SELECT * FROM near p WHERE (SELECT count(*) FROM near) = ${size(page.rows)}) enough
    UNION ALL
    SELECT * FROM (SELECT * FROM everywhere p ${sorted}) all_matches
  )
  SELECT ${FIELDS}, s.on_hand, ${keyOf(page.order, 'p')} AS key
  FROM found p JOIN stock s ON s.product_id = p.id
  ORDER BY ${orderBy(page.order, 'p')}`;
};

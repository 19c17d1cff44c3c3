import { Injectable } from '@nestjs/common';
import { askOnceATurn, Database, sql, type Statement } from '@twinshop/platform/database';
import { keyValue } from '../domain/page-cursor.ts';
import { listPages } from './list-pages.ts';
import { FIELDS, keyOf, orderBy, shape, size, where, type PageOf, type PageRow } from './page-sql.ts';

export type { PageOf, PageRow };

interface PageRead {
  statement: Statement;
  values: unknown[];
}

export interface SearchPageOf extends PageOf {
  /** What a person typed. */
  query: string;
  in: SearchScope;
}

/** Which text must match: the name; the name where words are searched against; only the description; or either. */
export type SearchScope = 'name' | 'name-with-exclusions' | 'only-description' | 'anywhere';

/** As a subquery it is read once; in a prepared statement's generic plan it would be read again for each row. */
const WORDS = "(SELECT websearch_to_tsquery('english', $1))";
const WORDS_IN_CATEGORY = `(SELECT websearch_to_tsquery('english', $1) && ('''category:' || $2 || '''')::tsquery)`;

/**
 * Nothing is searched for a query that has no word to look up: words that are everywhere, such as `the`, leave the part
 * that an index can answer empty, and mere exclusions, such as `-blue`, make it T. They would look at every product.
 */
const HAS_WORDS = `querytree(${WORDS}) NOT IN ('', 'T')`;

interface Scope {
  /** What is read along the walk. */
  columns: string;
  /** The condition, for a tsquery. */
  matches: (query: string) => string;
  /** How many rows along the order's index are looked at before the inverted index is asked. */
  walk: number;
}

/**
 * Measured at 1,000,000 products: a row of the walk takes 0.3 µs where the index has all that is looked at, as the
 * popular one has the names' words, and 3.5 µs where each row is fetched from the table; a row that the inverted index
 * finds takes 4 to 15 µs. So both halves of a search stay below 15 ms by name, and 40 ms elsewhere.
 */
const INDEX_WALK = 40_000;
const TABLE_WALK = 3_000;

const SCOPES: Record<SearchScope, Scope> = {
  name: { columns: 'p.name_terms', matches: (query) => `p.name_terms @@ ${query}`, walk: INDEX_WALK },
  // What is searched against must not stand in the description either.
  'name-with-exclusions': {
    columns: 'p.name_terms, p.terms',
    matches: (query) => `p.name_terms @@ ${query} AND p.terms @@ ${query}`,
    walk: TABLE_WALK,
  },
  'only-description': {
    columns: 'p.name_terms, p.terms',
    matches: (query) => `p.terms @@ ${query} AND NOT p.name_terms @@ ${query}`,
    walk: TABLE_WALK,
  },
  anywhere: { columns: 'p.terms', matches: (query) => `p.terms @@ ${query}`, walk: TABLE_WALK },
};

/** Pages of products by keyset: a page costs the same wherever it is and however many products there are. */
@Injectable()
export class ProductPages {
  private readonly statements = new Map<string, Statement>();
  private readonly database: Database;
  /** Many search for the same at once. */
  private readonly read = askOnceATurn(
    ({ statement, values }: PageRead) => this.database.query<PageRow>(statement, values),
    ({ statement, values }) => JSON.stringify([statement.name, values]),
  );

  private readonly readList: (page: PageOf) => Promise<PageRow[]>;

  constructor(database: Database) {
    this.database = database;
    this.readList = listPages(database);
  }

  async list(page: PageOf): Promise<PageRow[]> {
    return (await this.readList(page)).slice(0, page.rows);
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
    return (await this.read({ statement, values })).slice(0, rows);
  }
}

const filterValues = ({ order, category, after }: PageOf): unknown[] => [
  ...(category === undefined ? [] : [category]),
  ...(after === undefined ? [] : [keyValue(order, after.key), after.id]),
];

/** Conditions on category and position; their parameters begin at `first`. */
const filters = ({ order, category, after }: PageOf, first: number): string[] => {
  const place = category === undefined ? first : first + 1;
  const beyond = order.direction === 'ASC' ? '>' : '<';
  return [
    ...(category === undefined ? [] : [`p.category_slug = $${first}`]),
    ...(after === undefined ? [] : [`(p.${order.column}, p.id) ${beyond} ($${place}, $${place + 1})`]),
  ];
};

/**
 * Matches in the page's order, exactly, at a bounded price for common and for rare words alike. Ranking every match
 * of a common word would fetch a tenth of the table. So first a stretch of the order's own index is walked and
 * filtered: if it fills the page, those are the first matches. If not, the words are rare, and the inverted index
 * fetches them all. PostgreSQL's planner guesses between the two from statistics, and is slow where it guesses wrong.
 */
const searchSql = (page: SearchPageOf): string => {
  const { columns, matches: matching, walk } = SCOPES[page.in];
  const matches = matching(page.category === undefined ? WORDS : WORDS_IN_CATEGORY);
  const place = `p.id, p.${page.order.column}`;
  const order = `ORDER BY ${orderBy(page.order, 'p')}`;
  const rows = size(page.rows);
  return `
  WITH near AS MATERIALIZED (
    SELECT ${place}
    FROM (
      SELECT ${place}, ${columns} FROM product p ${where([HAS_WORDS, ...filters(page, 2)])} ${order} LIMIT ${walk}
    ) p
    WHERE ${matches} ${order} LIMIT ${rows}
  ),
  everywhere AS MATERIALIZED (
    SELECT ${place} FROM product p
    ${where([`(SELECT count(*) FROM near) < ${rows}`, HAS_WORDS, matches, ...filters(page, 2)])}
  ),
  found AS (
    SELECT * FROM (SELECT * FROM near WHERE (SELECT count(*) FROM near) = ${rows}) enough
    UNION ALL
    SELECT * FROM (SELECT * FROM everywhere p ${order} LIMIT ${rows}) all_matches
  )
  SELECT ${FIELDS}, s.on_hand, ${keyOf(page.order, 'p')} AS key
  FROM found JOIN product p ON p.id = found.id JOIN stock s ON s.product_id = p.id
  ${order}`;
};

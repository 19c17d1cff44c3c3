import { askOnceATurn, readTogether, sql, type Database, type Statement } from '@twinshop/platform/database';
import { keyValue } from '../domain/page-cursor.ts';
import { FIELDS, keyOf, orderBy, shape, size, where, type PageOf, type PageRow } from './page-sql.ts';

type Placed = PageRow & { place: number };

/**
 * Reads pages of products. Those of one shape that are asked for in the same turn of the event loop are read by one
 * statement, a page for each of its positions; the same page is read once.
 */
export const listPages = (database: Database): ((page: PageOf) => Promise<PageRow[]>) => {
  const readers = new Map<string, (page: PageOf) => Promise<PageRow[]>>();
  return (page) => {
    const name = shape(page);
    let reader = readers.get(name);
    if (reader === undefined) {
      const statement = sql(`list:${name}`, listSql(page));
      reader = askOnceATurn(
        readTogether((pages: readonly PageOf[]) => read(database, statement, pages)),
        ({ category, after }) => `${category} ${after?.key} ${after?.id}`,
      );
      readers.set(name, reader);
    }
    return reader(page);
  };
};

const read = async (
  database: Database,
  statement: Statement,
  pages: readonly PageOf[],
): Promise<PageRow[][]> => {
  const found = pages.map((): PageRow[] => []);
  for (const row of await database.query<Placed>(statement, positions(pages))) {
    found[row.place - 1]!.push(row);
  }
  return found;
};

/** The positions' columns, for `unnest`: an array for each, and one that counts where there is nothing else. */
const positions = (pages: readonly PageOf[]): unknown[] => [
  pages.map((_, index) => index + 1),
  ...(pages[0]?.category === undefined ? [] : [pages.map(({ category }) => category)]),
  ...(pages[0]?.after === undefined
    ? []
    : [pages.map(({ order, after }) => keyValue(order, after!.key)), pages.map(({ after }) => after!.id)]),
];

const COLUMN_TYPES = { created_at: 'timestamptz', price_amount: 'integer', popularity: 'integer' };

/** Stock is looked up row by row: joined, a small catalogue's would be read whole. */
const listSql = (page: PageOf): string => {
  const { order, category, after } = page;
  const columns = [
    ['place', 'integer'],
    ...(category === undefined ? [] : [['category', 'text']]),
    ...(after === undefined
      ? []
      : [
          ['key', COLUMN_TYPES[order.column]],
          ['id', 'uuid'],
        ]),
  ];
  const arrays = columns.map(([, type], index) => `$${index + 1}::${type}[]`).join(', ');
  const names = columns.map(([name]) => name).join(', ');
  const beyond = order.direction === 'ASC' ? '>' : '<';
  const conditions = [
    ...(category === undefined ? [] : ['p.category_slug = at.category']),
    ...(after === undefined ? [] : [`(p.${order.column}, p.id) ${beyond} (at.key, at.id)`]),
  ];
  return `
  SELECT at.place, ${FIELDS}, ${keyOf(order, 'p')} AS key,
    (SELECT s.on_hand FROM stock s WHERE s.product_id = p.id) AS on_hand
  FROM unnest(${arrays}) AS at (${names})
  CROSS JOIN LATERAL (
    SELECT * FROM product p ${where(conditions)} ORDER BY ${orderBy(order, 'p')} LIMIT ${size(page.rows)}
  ) p
  ORDER BY at.place, ${orderBy(order, 'p')}`;
};

import type { Link, TableCopy } from './link.ts';

export interface TableProgress extends Pick<TableCopy, 'table' | 'state'> {
  /** That are in the copy, as far as is known while it is made. */
  rows: number;
  /** That there are in the old place, as PostgreSQL estimates. */
  of: number;
}

/** How far PostgreSQL is with copying a module. */
export interface CopyProgress {
  tables: readonly TableProgress[];
  /** All tables are copied, and what is written is applied as it comes. */
  copied: boolean;
  /** Bytes of PostgreSQL's log that were written in the old place and are not applied yet. */
  lagBytes: number;
  /** All of it in a line, for people. */
  says: string;
}

export async function progressOf(link: Link): Promise<CopyProgress> {
  const [copies, rows, lagBytes] = await Promise.all([link.copies(), estimatedRows(link), link.lagBytes()]);
  const tables = copies.map(({ table, state, rows: copied }): TableProgress => {
    const of = Math.max(rows.get(table) ?? 0, copied ?? 0);
    const isThere = state === 'copied' || state === 'catching up';
    return { table, state, rows: isThere ? of : (copied ?? 0), of };
  });
  return { tables, copied: isCopied(copies), lagBytes, says: inWords(tables, lagBytes) };
}

export const isCopied = (copies: readonly TableCopy[]): boolean =>
  copies.length > 0 && copies.every(({ state }) => state === 'copied');

async function estimatedRows({ from }: Link): Promise<Map<string, number>> {
  const found = await from.query<{ table: string; rows: number }>(
    'SELECT relname AS table, n_live_tup::float8 AS rows FROM pg_stat_user_tables WHERE schemaname = $1',
    [from.schema],
  );
  return new Map(found.map(({ table, rows }) => [table, rows]));
}

function inWords(tables: readonly TableProgress[], lagBytes: number): string {
  const copied = tables.filter(({ state }) => state === 'copied').length;
  const underWay = tables
    .filter(({ state }) => state === 'copying')
    .map(({ table, rows, of }) => `${table} ${number(rows)} of ${number(of)} rows`);
  const behind = copied === tables.length ? [`${number(lagBytes / 1024)} KiB behind`] : [];
  return [`${copied} of ${tables.length} tables copied`, ...underWay, ...behind].join(', ');
}

const number = (value: number): string => Math.round(value).toLocaleString('en-GB');

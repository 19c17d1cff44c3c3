import pg from 'pg';
import type { Place } from '../place.ts';
import type { Table } from '../tables.ts';

const { escapeIdentifier } = pg;

/** A row's key, each column as text. */
export type Key = readonly string[];

/** Rows of a table by their keys: those after the one, up to and with the other; without bounds where there is none. */
export interface Range {
  after?: Key;
  upTo?: Key;
}

/** What the rows of a range come to: how many they are, and a sum of them that no two contents are likely to have in common. */
export interface Checksum {
  rows: number;
  sum: string;
}

/**
 * Cuts a table into ranges of so many rows, which follow each other; the last has no end, so that no row that is too much in
 * the copy lies behind all of them.
 */
export async function* rangesOf(place: Place, table: Table, rows: number): AsyncGenerator<Range> {
  const columns = keyOf(table);
  let after: Key | undefined;
  for (;;) {
    const { where, values } = within(table, after === undefined ? {} : { after });
    const [end] = await place.query<{ key: string[] }>(
      `SELECT ${keyAsText(table)} AS key FROM ${place.named(table.name)} WHERE ${where}
       ORDER BY ${columns} OFFSET ${rows - 1} LIMIT 1`,
      values,
    );
    const range: Range = { ...(after && { after }), ...(end && { upTo: end.key }) };
    yield range;
    if (end === undefined) return;
    after = end.key;
  }
}

export async function checksum(place: Place, table: Table, range: Range): Promise<Checksum> {
  const { where, values } = within(table, range);
  const [found] = await place.query<Checksum>(
    `SELECT count(*)::float8 AS rows, coalesce(sum(${hash(table)}), 0)::text AS sum
     FROM ${place.named(table.name)} WHERE ${where}`,
    values,
  );
  return found!;
}

/** The hash of each row of a range, by its key. */
export async function hashesIn(place: Place, table: Table, range: Range): Promise<Map<string, string>> {
  const { where, values } = within(table, range);
  return byKey(
    await place.query(
      `SELECT ${keyAsText(table)} AS key, ${hash(table)}::text AS hash FROM ${place.named(table.name)} WHERE ${where}`,
      values,
    ),
  );
}

/** The hash of each row that there is of those. */
export async function hashesOf(
  place: Place,
  table: Table,
  keys: readonly Key[],
): Promise<Map<string, string>> {
  const names = table.key.map((_, index) => `key_${index}`);
  const lists = table.key.map((_, index) => `$${index + 1}::text[]`);
  const match = table.key.map(({ name, type }, index) => `${escapeIdentifier(name)} = key_${index}::${type}`);
  return byKey(
    await place.query(
      `SELECT ${keyAsText(table)} AS key, ${hash(table)}::text AS hash
       FROM unnest(${lists.join(', ')}) AS wanted (${names.join(', ')})
       JOIN ${place.named(table.name)} ON ${match.join(' AND ')}`,
      table.key.map((_, index) => keys.map((key) => key[index])),
    ),
  );
}

const nameOfKey = (key: Key): string => JSON.stringify(key);
export const keyNamed = (name: string): Key => JSON.parse(name) as Key;

const byKey = (rows: readonly { key?: Key; hash?: string }[]): Map<string, string> =>
  new Map(rows.map(({ key, hash }) => [nameOfKey(key!), hash!]));

const keyOf = ({ key }: Table): string => key.map(({ name }) => escapeIdentifier(name)).join(', ');
const keyAsText = ({ key }: Table): string =>
  `ARRAY[${key.map(({ name }) => `${escapeIdentifier(name)}::text`).join(', ')}]`;

/** Of a row's columns as text, in the order of their names: the same for both places, whatever they were made by. */
const hash = ({ columns }: Table): string =>
  `hashtextextended(ROW(${columns.map(({ name }) => escapeIdentifier(name)).join(', ')})::text, 0)`;

function within(table: Table, { after, upTo }: Range): { where: string; values: string[] } {
  const values: string[] = [];
  const bound = (sign: '>' | '<=', key: Key): string => {
    const casts = table.key.map(({ type }, index) => `$${values.push(key[index]!)}::text::${type}`);
    return `(${keyOf(table)}) ${sign} (${casts.join(', ')})`;
  };
  const bounds = [
    ...(after === undefined ? [] : [bound('>', after)]),
    ...(upTo === undefined ? [] : [bound('<=', upTo)]),
  ];
  return { where: bounds.length === 0 ? 'true' : bounds.join(' AND '), values };
}

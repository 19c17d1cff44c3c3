import { NOT_OF_THE_MODULE } from '@twinshop/platform/ownership/fence';
import { CannotMove } from './errors.ts';
import type { Place } from './place.ts';

export interface Column {
  name: string;
  type: string;
}

/** A table that moves. */
export interface Table {
  name: string;
  /** What its rows are told apart by, in order. */
  key: readonly Column[];
  /** In the order of their names, without those that PostgreSQL computes of others. */
  columns: readonly Column[];
}

const TABLES = `
  SELECT relname AS name,
    (SELECT coalesce(json_agg(json_build_object('name', attname, 'type', format_type(atttypid, atttypmod)) ORDER BY place), '[]')
     FROM pg_index, unnest(indkey::int2[]) WITH ORDINALITY AS part (number, place)
     JOIN pg_attribute ON attnum = part.number
     WHERE indrelid = pg_class.oid AND indisprimary AND attrelid = pg_class.oid) AS key,
    (SELECT json_agg(json_build_object('name', attname, 'type', format_type(atttypid, atttypmod)) ORDER BY attname)
     FROM pg_attribute
     WHERE attrelid = pg_class.oid AND attnum > 0 AND NOT attisdropped AND attgenerated = '') AS columns
  FROM pg_class
  WHERE relnamespace = (SELECT oid FROM pg_namespace WHERE nspname = $1) AND relkind = 'r' AND relname <> ALL ($2)
  ORDER BY relname`;

/** Numbers that a sequence has given are not copied: they would be given again. */
const SEQUENCES = `
  SELECT relname AS name FROM pg_class
  WHERE relkind = 'S' AND relnamespace = (SELECT oid FROM pg_namespace WHERE nspname = $1)
    AND NOT EXISTS (SELECT FROM pg_depend JOIN pg_class AS counted ON counted.oid = refobjid
                    WHERE objid = pg_class.oid AND deptype IN ('a', 'i') AND counted.relname = 'migrations')`;

/** The tables of a module, by name. */
export const tablesOf = (place: Place): Promise<Table[]> =>
  place.query<Table>(TABLES, [place.schema, NOT_OF_THE_MODULE]);

/**
 * The tables that move: on both sides the same, with keys by which replication finds rows.
 * @throws CannotMove where something of them would not move along
 */
export async function movableTables(from: Place, to: Place): Promise<Table[]> {
  const [tables, others, sequences] = await Promise.all([
    tablesOf(from),
    tablesOf(to),
    from.query<{ name: string }>(SEQUENCES, [from.schema]),
  ]);
  const cannot = (reason: string): CannotMove => new CannotMove(from.schema, reason);
  if (tables.length === 0) throw cannot(`there are no tables in ${from.name}.`);
  if (sequences.length > 0)
    throw cannot(`the sequence ${sequences[0]!.name} would begin again on the other side.`);
  const keyless = tables.find(({ key }) => key.length === 0);
  if (keyless !== undefined) throw cannot(`the table ${keyless.name} has no primary key.`);
  const different = differentTables(tables, others);
  if (different.length > 0)
    throw cannot(`these tables are not the same in ${from.name} and in ${to.name}: ${different.join(', ')}.`);
  return tables;
}

function differentTables(some: readonly Table[], others: readonly Table[]): string[] {
  const shapes = (tables: readonly Table[]): Map<string, string> =>
    new Map(tables.map((table) => [table.name, JSON.stringify(table)]));
  const [here, there] = [shapes(some), shapes(others)];
  return [...new Set([...here.keys(), ...there.keys()])].filter((name) => here.get(name) !== there.get(name));
}

import { setTimeout as delay } from 'node:timers/promises';
import { NotInTime } from '../errors.ts';
import type { Place } from '../place.ts';
import type { Table } from '../tables.ts';
import { checksum, hashesIn, hashesOf, keyNamed, rangesOf, type Key, type Range } from './range.ts';

/** What comparing two places came to. */
export interface Verification {
  /** That were found equal, or are among the differences. */
  rows: number;
  /** A line for each table whose rows are not the same, with keys of the first range in which they are not. */
  differences: readonly string[];
}

export interface Comparing {
  from: Place;
  to: Place;
  tables: readonly Table[];
  /** Milliseconds in which all has to be compared. */
  withinMs: number;
  /** Milliseconds in which a row that differs may become equal; by default 15 s, far more than replication is behind. */
  settleWithinMs?: number | undefined;
  /** Compared with one statement; by default 5,000. */
  rowsAtATime?: number | undefined;
  onProgress?: ((says: string) => void) | undefined;
}

const SETTLE_WITHIN_MS = 15_000;
const ROWS_AT_A_TIME = 5_000;
const LOOK_AGAIN_EVERY_MS = 10;
const KEYS_NAMED = 5;

/**
 * Compares two places, one of which is a copy of the other, while it is being written: counts and checksums of one range of
 * keys after the other. The places are read one after the other and not at one moment, so rows in between may differ; these
 * are looked at again until they don't.
 * @throws NotInTime where not everything was compared
 */
export async function compare(options: Comparing): Promise<Verification> {
  const { from, to, tables, withinMs, rowsAtATime = ROWS_AT_A_TIME, onProgress } = options;
  const deadline = performance.now() + withinMs;
  const differences: string[] = [];
  let rows = 0;
  for (const table of tables)
    for await (const range of rangesOf(from, table, rowsAtATime)) {
      if (performance.now() > deadline) throw new NotInTime(`${table.name} was compared`, withinMs);
      const [here, there] = await Promise.all([checksum(from, table, range), checksum(to, table, range)]);
      rows += here.rows;
      onProgress?.(`${table.name}: ${rows.toLocaleString('en-GB')} rows compared in all`);
      if (here.rows === there.rows && here.sum === there.sum) continue;
      const different = await differentIn(range, table, options);
      if (different.length === 0) continue;
      differences.push(inWords(table, different));
      break;
    }
  return { rows, differences };
}

/**
 * The keys of a range whose rows stay different. A row that is written all the time is never the same when both places are
 * read; its copy is right where it is as the row has been since then.
 */
async function differentIn(range: Range, table: Table, options: Comparing): Promise<Key[]> {
  const { from, to, settleWithinMs = SETTLE_WITHIN_MS } = options;
  const deadline = performance.now() + settleWithinMs;
  const [here, there] = await Promise.all([hashesIn(from, table, range), hashesIn(to, table, range)]);
  const seen = new Map<string, Set<string | undefined>>();
  for (const key of new Set([...here.keys(), ...there.keys()]))
    if (here.get(key) !== there.get(key)) seen.set(key, new Set([here.get(key)]));
  while (seen.size > 0 && performance.now() < deadline) {
    await delay(LOOK_AGAIN_EVERY_MS);
    const keys = [...seen.keys()].map(keyNamed);
    const now = await hashesOf(from, table, keys);
    const copied = await hashesOf(to, table, keys);
    for (const [key, hashes] of seen) if (hashes.add(now.get(key)).has(copied.get(key))) seen.delete(key);
  }
  return [...seen.keys()].map(keyNamed);
}

function inWords({ name }: Table, keys: readonly Key[]): string {
  const some = keys.slice(0, KEYS_NAMED).map((key) => key.join(' '));
  const more = keys.length > some.length ? ` and ${keys.length - some.length} more` : '';
  return `${name} (${some.join(', ')}${more})`;
}

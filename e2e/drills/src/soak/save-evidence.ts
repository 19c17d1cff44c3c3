import { cp, mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { ask, takeSnapshot, violationsIn, type CheckReport, type History } from '@twinshop/invariants';
import type { ShopOnStage } from '../faults/stage.ts';
import pg from 'pg';

/** More than so many subjects are of one cause. */
const MOST_SUBJECTS = 40;
const ID = /^[0-9a-f-]{36}$/;

export interface Found {
  shop: ShopOnStage;
  check: CheckReport;
  history: History;
}

/**
 * Saves what is needed to find out why something is wrong, while the shop is still there: what customers asked for and were
 * told (`history.json`, which `./shop check --history` reads), the checker's report, of each subject every row of any
 * database that has its id, and what the ledger says of it (`rows.json`), and the processes' logs.
 * @param folder made where it is missing
 */
export async function saveEvidence({ shop, check, history }: Found, folder: string): Promise<void> {
  const ids = [...new Set(violationsIn(check).map(({ subject }) => subject.id))];
  const { ledger } = await takeSnapshot(shop);
  const rows: Record<string, Record<string, unknown>> = {};
  for (const id of ids.filter((each) => ID.test(each)).slice(0, MOST_SUBJECTS))
    rows[id] = { ...(await rowsWith(shop, id)), ledger: ledger.filter(({ reference }) => reference === id) };
  const logs = path.join(folder, 'logs');
  await mkdir(logs, { recursive: true });
  await Promise.all([
    writeFile(path.join(folder, 'history.json'), `${JSON.stringify(history)}\n`),
    writeFile(path.join(folder, 'check.json'), `${JSON.stringify(check, null, 2)}\n`),
    writeFile(path.join(folder, 'rows.json'), `${JSON.stringify(rows, null, 2)}\n`),
    ...shop.processes.flatMap(({ log }) =>
      log === undefined ? [] : [cp(log, path.join(logs, path.basename(log)))],
    ),
  ]);
}

/** By database and table. */
async function rowsWith({ databases }: ShopOnStage, id: string): Promise<Record<string, unknown[]>> {
  const found: Record<string, unknown[]> = {};
  for (const url of new Set(Object.values(databases))) {
    const tables = await ask<{ name: string }>(
      url,
      `SELECT table_name AS name FROM information_schema.tables
       WHERE table_schema = current_schema() AND table_type = 'BASE TABLE'`,
    );
    for (const { name } of tables) {
      const rows = await ask<{ row: unknown }>(
        url,
        `SELECT to_jsonb(t) AS row FROM ${pg.escapeIdentifier(name)} AS t WHERE strpos(t::text, $1) > 0`,
        [id],
      );
      const { pathname } = new URL(url);
      if (rows.length > 0) found[`${pathname.slice(1)}.${name}`] = rows.map(({ row }) => row);
    }
  }
  return found;
}

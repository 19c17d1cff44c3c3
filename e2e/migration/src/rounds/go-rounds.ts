import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { migrate, type MigrateOptions } from '../migrate.ts';
import { writeReport } from '../report/write-report.ts';
import { roundsPage } from './rounds-page.ts';
import { wayOf, type RoundsRecord, type Way } from './rounds-record.ts';

/**
 * Takes a shop there and back, again and again; each way has a page of its own, and all together one, which is written anew
 * after each. Ends with the first way that does not arrive.
 * @param folder for the pages
 */
export async function goRounds(
  options: MigrateOptions,
  rounds: number,
  folder: string,
): Promise<RoundsRecord> {
  const startedAt = new Date().toISOString();
  const ways: Way[] = [];
  const soFar = (): RoundsRecord => ({
    format: 1,
    startedAt,
    endedAt: new Date().toISOString(),
    command: `./shop migrate ${process.argv.slice(2).join(' ')}`,
    rounds,
    ways,
  });
  for (let nth = 0; nth < 2 * rounds; nth++) {
    const isBack = nth % 2 === 1;
    const name = `${String(Math.floor(nth / 2) + 1).padStart(2, '0')}-${isBack ? 'back' : 'there'}`;
    const begun = options.file.read();
    const [at, to] = isBack ? [options.to, options.at] : [options.at, options.to];
    const isLast = nth === 2 * rounds - 1;
    const record = await migrate({
      ...options,
      begun,
      at,
      to,
      seed: options.seed + nth,
      finish: options.finish === true && isLast,
    });
    await writeReport(record, path.join(folder, name));
    ways.push(wayOf(record, name));
    await writeRounds(soFar(), folder);
    if (record.at !== to || options.stopping?.aborted === true) break;
  }
  return soFar();
}

async function writeRounds(record: RoundsRecord, folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  await Promise.all([
    writeFile(path.join(folder, 'index.html'), roundsPage(record)),
    writeFile(path.join(folder, 'rounds.json'), `${JSON.stringify(record, null, 2)}\n`),
  ]);
}

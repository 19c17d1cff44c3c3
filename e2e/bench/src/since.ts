import { existsSync, readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import Table from 'cli-table3';
import { z } from 'zod';
import { barsOf } from './bars.ts';
import { machine, type Report } from './report.ts';

const kept = z.object({ at: z.string(), machine: z.string(), figures: z.record(z.string(), z.number()) });

/** What was measured before, kept beside the page that shows it. */
export type Kept = z.infer<typeof kept>;

/** Below, it is more likely the machine. */
const WORTH_SAYING = 0.05;

/** All figures of a report that another run can be held against: ratios, for the most part, which outlast a machine. */
export function figuresOf(report: Report): Record<string, number> {
  const services = report.againstBare.flatMap(({ name, services }) =>
    services === undefined ? [] : [[`${name}, services to bare`, services.ratio] as const],
  );
  return Object.fromEntries([
    ...services,
    ...barsOf(report).map(({ of, measured }) => [of, measured] as const),
  ]);
}

/** @param file a page’s figures, `.json` in the place of `.md`; undefined where there are none yet */
export function readKept(file: string): Kept | undefined {
  return existsSync(file) ? kept.parse(JSON.parse(readFileSync(file, 'utf8'))) : undefined;
}

/** Figures that were not measured this time are kept as they were. */
export async function keep(file: string, report: Report): Promise<void> {
  const figures = { ...readKept(file)?.figures, ...figuresOf(report) };
  const now: Kept = { at: new Date().toISOString(), machine: machine(), figures };
  await writeFile(file, `${JSON.stringify(now, null, 2)}\n`);
}

/** What has changed since, figure by figure; undefined where nothing was measured both times. */
export function changesSince({ at, machine: before, figures }: Kept, report: Report): string | undefined {
  const rows = Object.entries(figuresOf(report)).flatMap(([name, now]) => {
    const earlier = figures[name];
    return earlier === undefined ? [] : [[name, earlier.toFixed(2), now.toFixed(2), changeOf(earlier, now)]];
  });
  if (rows.length === 0) return undefined;
  const drawn = new Table({
    head: ['figure', `on ${at.slice(0, 10)}`, 'now', 'change'],
    style: { head: [], border: [] },
  });
  drawn.push(...rows);
  const elsewhere = before === machine() ? '' : `\nThat was on another machine: ${before}.`;
  return `Since the page was written\n${drawn.toString()}${elsewhere}`;
}

function changeOf(earlier: number, now: number): string {
  const change = now / earlier - 1;
  if (Math.abs(change) < WORTH_SAYING) return 'less than 5%';
  return `${change > 0 ? '+' : '−'}${Math.round(Math.abs(change) * 100)}%`;
}

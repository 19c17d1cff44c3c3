import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { format, resolveConfig } from 'prettier';
import { z } from 'zod';
import { comparedStep, fromComparison } from './compared-step.ts';
import { fromMigrations, movedStep, type Direction } from './moved-step.ts';
import { runningCode, type RunningCode } from './running-code.ts';

const step = z.object({
  code: runningCode.optional(),
  compared: comparedStep.optional(),
  there: movedStep.optional(),
  back: movedStep.optional(),
});

const measured = z.record(z.string().regex(/^[1-7]$/), step);

export type MeasuredStep = z.infer<typeof step>;
/** All that the walk has figures of, by step. */
export type Measured = z.infer<typeof measured>;

/** None where there is no such file. @throws where it is not what this writes */
export const readMeasured = (file: string): Measured =>
  existsSync(file) ? measured.parse(JSON.parse(readFileSync(file, 'utf8'))) : {};

export async function writeMeasured(file: string, known: Measured): Promise<void> {
  const style = { ...(await resolveConfig(file)), filepath: file };
  writeFileSync(file, await format(JSON.stringify(known), style));
}

/** With what every step runs, counted anew. */
export const withCode = (known: Measured, code: ReadonlyMap<number, RunningCode>): Measured => ({
  ...known,
  ...Object.fromEntries([...code].map(([of, counted]) => [of, { ...known[of], code: counted }])),
});

/** With a comparison in the place of an earlier one of the same step. @throws where it may not count */
export function withComparison(known: Measured, record: unknown): Measured {
  const { step: of, compared } = fromComparison(record);
  return { ...known, [of]: { ...known[of], compared } };
}

/** With each step of migrations in the place of what was known of it. @throws where one of them may not count */
export function withMigrations(known: Measured, records: readonly unknown[]): Measured {
  const updated = { ...known };
  for (const [direction, moved] of Object.entries(fromMigrations(records)) as [Direction, Moved][])
    for (const [of, one] of moved) updated[of] = { ...updated[of], [direction]: one };
  return updated;
}

type Moved = ReturnType<typeof fromMigrations>[Direction];

import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import type { DrillRecord } from '../record/drill-record.ts';
import { figuresOf, type MeasuredFigures } from './figures.ts';

/** None where there is no such file. */
export const readFigures = (file: string): MeasuredFigures =>
  existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as MeasuredFigures) : {};

/** Puts a drill's figures in the place of what the file had of it on the same variants, and leaves the others. */
export function updateFigures(file: string, record: DrillRecord): void {
  const known = readFigures(file);
  const { name } = record.drill;
  const updated = { ...known, [name]: { ...known[name], ...figuresOf(record) } };
  const inOrder = Object.fromEntries(Object.entries(updated).toSorted(([a], [b]) => (a < b ? -1 : 1)));
  writeFileSync(file, `${JSON.stringify(inOrder, null, 2)}\n`);
}

import Table from 'cli-table3';
import pc from 'picocolors';
import { whyOf } from '../rules/plan-rules.ts';
import { sumOf, type Refused } from '../rules/tally.ts';

const STYLE = pc.isColorSupported
  ? { head: ['bold'], border: ['gray'], compact: true }
  : { head: [], border: [], compact: true };

type Row = [text: string, count: number, note?: string];

/** 12345 as `12,345`. */
export function grouped(count: number): string {
  return count.toLocaleString('en');
}

/**
 * An account as a table: what was read, what became of it, each refusal by its rule, and whether that adds up.
 * @param what such as `invoices`
 * @param used what was not refused
 */
export function accountTable(what: string, read: number, used: Row[], refused: readonly Refused[]): string {
  const table = new Table({
    head: [what, '', 'why', 'first at'],
    colAligns: ['left', 'right', 'left', 'left'],
    colWidths: [null, null, 62, null],
    wordWrap: true,
    style: STYLE,
  });
  const sum = used.reduce((total, [, count]) => total + count, 0) + sumOf(refused);
  table.push(
    ['read', grouped(read), '', ''],
    ...used.map(([text, count, note = '']) => [text, grouped(count), note, '']),
    ...refused.map(({ rule, count, first }) => [rule, grouped(count), whyOf(rule), first]),
    [pc.bold('accounted for'), pc.bold(grouped(sum)), verdict(sum === read), ''],
  );
  return table.toString();
}

/** Text beside numbers. */
export function plainTable(head: string[], rows: (string | number)[][]): string {
  const table = new Table({
    head,
    colAligns: head.map((_, column) => (column === 0 ? 'left' : 'right')),
    style: STYLE,
  });
  table.push(...rows);
  return table.toString();
}

export function verdict(good: boolean): string {
  return good ? pc.green('agrees') : pc.red('DOES NOT AGREE');
}

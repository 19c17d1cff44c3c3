import Table from 'cli-table3';
import { colors } from './colors.ts';

/** Two columns and no frame: names on the left, what they stand for on the right. */
export function factsTable(facts: readonly (readonly [string, string])[]): string {
  const table = plainTable();
  for (const [name, value] of facts) table.push([colors.dim(name), value]);
  return table.toString();
}

export function rowsTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const table = plainTable();
  table.push(
    head.map((title) => colors.dim(title)),
    ...rows.map((row) => [...row]),
  );
  return table.toString();
}

function plainTable(): Table.Table {
  return new Table({
    chars: {
      top: '',
      'top-mid': '',
      'top-left': '',
      'top-right': '',
      bottom: '',
      'bottom-mid': '',
      'bottom-left': '',
      'bottom-right': '',
      left: '',
      'left-mid': '',
      mid: '',
      'mid-mid': '',
      right: '',
      'right-mid': '',
      middle: '  ',
    },
    style: { 'padding-left': 0, 'padding-right': 0, head: [], border: [] },
  });
}

import { stripVTControlCharacters } from 'node:util';
import { diffLines } from 'diff';
import { colors } from '../terminal/colors.ts';

const CONTEXT = 2;

type Row = { kind: 'same' | 'changed'; left: string; right: string };

/**
 * Two texts next to each other: what only the one or the other has is coloured, what they share is left out but for two lines
 * around a change. Lines that are too long are cut.
 * @param columns of the terminal
 * @returns undefined where they are the same
 */
export function sideBySide(left: string, right: string, columns: number): string | undefined {
  const rows = rowsOf(left, right);
  if (rows.every(({ kind }) => kind === 'same')) return undefined;
  const width = Math.floor((columns - 3) / 2);
  const lines: string[] = [];
  let alike = 0;
  const note = (): void => {
    if (alike > 0) lines.push(colors.dim(`⋯ ${alike} ${alike === 1 ? 'line' : 'lines'} alike`));
    alike = 0;
  };
  for (const [index, row] of rows.entries()) {
    const isNear = rows
      .slice(Math.max(0, index - CONTEXT), index + CONTEXT + 1)
      .some(({ kind }) => kind === 'changed');
    if (!isNear) {
      alike += 1;
      continue;
    }
    note();
    lines.push(
      `${cell(row.left, width, row.kind, colors.red)} │ ${cell(row.right, width, row.kind, colors.green)}`,
    );
  }
  note();
  return lines.join('\n');
}

function rowsOf(left: string, right: string): Row[] {
  const rows: Row[] = [];
  let removed: string[] = [];
  const flush = (added: readonly string[]): void => {
    for (let nth = 0; nth < Math.max(removed.length, added.length); nth += 1)
      rows.push({ kind: 'changed', left: removed[nth] ?? '', right: added[nth] ?? '' });
    removed = [];
  };
  for (const part of diffLines(left, right)) {
    const lines = part.value.replace(/\n$/, '').split('\n');
    if (part.removed) removed = lines;
    else if (part.added) flush(lines);
    else {
      flush([]);
      rows.push(...lines.map((line): Row => ({ kind: 'same', left: line, right: line })));
    }
  }
  flush([]);
  return rows;
}

function cell(text: string, width: number, kind: Row['kind'], colour: (text: string) => string): string {
  const plain = stripVTControlCharacters(text);
  const shown = (plain.length > width ? `${plain.slice(0, width - 1)}…` : plain).padEnd(width);
  return kind === 'same' ? colors.dim(shown) : colour(shown);
}

import { differencesOf, type SheetDifference } from './difference.ts';

/** Lines in a row that are all added, all removed or all alike. */
const ROW_AT_MOST = 16;
const ENDS_WITH = 2;
/** Of one sheet, counted once rows were shortened. */
const SHEET_AT_MOST = 36;

/** What a step changes, as a diff that is short enough to be read. */
export function diffBlock(step: number): string {
  const changed = differencesOf(step).filter(({ lines }) => lines.length > 0);
  const sheets = changed.map(({ title, lines }) => [`@@ ${title} @@`, ...shortened(lines)].join('\n'));
  const all = `\`./shop diff ${step - 1} ${step}\` has all of it, side by side`;
  return [`\`\`\`diff\n${sheets.join('\n\n')}\n\`\`\``, `Imports are left out here; ${all}.`].join('\n\n');
}

export function shortened(lines: SheetDifference['lines']): string[] {
  const shown = rowsOf(lines).flatMap((row) => {
    const left = row.length - ROW_AT_MOST;
    return left <= 0
      ? row
      : [...row.slice(0, ROW_AT_MOST - ENDS_WITH - 1), more(left + 1), ...row.slice(-ENDS_WITH)];
  });
  const left = shown.length - SHEET_AT_MOST;
  return left <= 0 ? shown : [...shown.slice(0, SHEET_AT_MOST - 1), more(left + 1)];
}

/** Neighbours that begin with the same sign. */
function rowsOf(lines: readonly string[]): string[][] {
  const rows: string[][] = [];
  for (const line of lines) {
    const last = rows.at(-1);
    if (last?.[0]?.charAt(0) === line.charAt(0)) last.push(line);
    else rows.push([line]);
  }
  return rows;
}

const more = (lines: number): string => `⋯ ${lines} lines more`;

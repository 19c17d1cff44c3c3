import { sheetsOf, type Sheets } from '@twinshop/local/diff';
import { structuredPatch } from 'diff';

export interface SheetDifference {
  title: keyof Sheets;
  added: number;
  removed: number;
  /** As a unified diff has them. A hunk that begins amid something is led by what it is amid of. */
  lines: readonly string[];
}

/** What says most of a step first, with the lines around a change that it takes to understand it. */
const SHEETS: readonly { title: keyof Sheets; context: number }[] = [
  { title: 'The monolith’s wiring', context: 1 },
  { title: 'What runs', context: 1 },
  // A location is told by its first line, and changes in its fourth.
  { title: 'The gateway’s routes', context: 3 },
];

/** What `./shop diff` shows of a step and the one before it: only what differs, without imports. */
export function differencesOf(step: number): SheetDifference[] {
  const [before, after] = [sheetsOf(step - 1), sheetsOf(step)];
  return SHEETS.map(({ title, context }) => ({
    title,
    ...difference(withoutImports(before[title]), withoutImports(after[title]), context),
  }));
}

export function difference(
  before: string,
  after: string,
  context: number,
): Pick<SheetDifference, 'added' | 'removed' | 'lines'> {
  const { hunks } = structuredPatch('', '', before, after, undefined, undefined, { context });
  const changed = hunks.flatMap(({ lines }) => lines);
  return {
    added: changed.filter((line) => line.startsWith('+')).length,
    removed: changed.filter((line) => line.startsWith('-')).length,
    lines: hunks.flatMap(({ oldStart, lines }, nth) => {
      const shown = withoutBlankEnds(lines);
      const gap = nth === 0 ? [] : ['⋯'];
      return [...(isIndented(shown[0]!.slice(1)) ? [`⋯ ${headOf(before, oldStart)}`] : gap), ...shown];
    }),
  };
}

/** The last line before another that stands at the margin: a process, a location, a function. */
function headOf(text: string, line: number): string {
  const lines = text.split('\n').slice(0, line - 1);
  return lines.findLast((one) => one !== '' && !isIndented(one)) ?? '';
}

const isIndented = (line: string): boolean => line.startsWith(' ');

function withoutBlankEnds(lines: readonly string[]): string[] {
  const isBlank = (line: string): boolean => line === ' ';
  const first = lines.findIndex((line) => !isBlank(line));
  const last = lines.findLastIndex((line) => !isBlank(line));
  return lines.slice(first, last + 1);
}

const withoutImports = (text: string): string => text.replaceAll(/^import [^;]*;\n+/gm, '');

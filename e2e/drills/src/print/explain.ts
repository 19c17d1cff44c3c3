import Table from 'cli-table3';
import pc from 'picocolors';
import { isApplicable, type Drill } from '../drill.ts';
import { inWords } from '../faults/in-words.ts';
import { VARIANTS } from '../record/drill-record.ts';

/** All drills, a line each. */
export function listOf(drills: readonly Drill[]): string {
  const table = new Table({
    style: { head: [], border: [] },
    head: ['drill', 'question', 'on'],
    wordWrap: true,
    colWidths: [28, 72, 26],
  });
  for (const { name, question, variants } of drills)
    table.push([name, question, VARIANTS.filter((variant) => isApplicable(variants[variant])).join(', ')]);
  return `${table.toString()}\n\n./shop drill NAME runs one, ./shop drill NAME --explain tells about it, ./shop drill --help what can be chosen.`;
}

/** One drill: what it does, what to watch, why the shop survives, where that is. */
export function explain({ name, title, question, watch, why, code, variants, guards = [] }: Drill): string {
  const done = VARIANTS.flatMap((variant) => {
    const scenario = variants[variant];
    return isApplicable(scenario)
      ? scenario.faults.map((fault) => `${variant}: ${inWords(fault)}; ${scenario.faultMs / 1_000} s`)
      : [`${variant}: not there. ${scenario.because}`];
  });
  return [
    `${pc.bold(title)}\n${question}`,
    section('What is done', done),
    section('What to watch', watch),
    section('Why the shop survives', why),
    section(
      'Where that is',
      code.map(({ path, what }) => `${path}: ${what}`),
    ),
    section(
      'Try it without a guard',
      guards.map((guard) => `./shop drill ${name} --without ${guard}`),
    ),
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}

const section = (title: string, lines: readonly string[]): string =>
  lines.length === 0 ? '' : `${pc.bold(title)}\n${lines.map((line) => `  - ${line}`).join('\n')}`;

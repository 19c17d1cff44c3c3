import { toggles } from '@twinshop/mutations';
import { isApplicable, type Drill, type NotApplicable, type Scenario } from '../drill.ts';
import { barsOf } from '../expectations/bars.ts';
import { expectedOf } from '../expectations/expected-of.ts';
import { inWords } from '../faults/in-words.ts';
import type { Figures, MeasuredFigures } from '../figures/figures.ts';
import { VARIANTS, type Variant } from '../record/drill-record.ts';
import type { Lesson, Moment } from './lesson.ts';
import { bullets, section, table } from './markdown.ts';
import { measured } from './measured.ts';

export const AS: Readonly<Record<Variant, string>> = {
  microservices: 'As services',
  monolith: 'As a monolith',
};

/** A drill as a page to read: Markdown, as it stands in docs/drills. */
export function drillPage(drill: Drill, lesson: Lesson, figures: MeasuredFigures[string] = {}): string {
  const { name, title, question, watch, why, code, guards = [], variants } = drill;
  return [
    `# ${title}`,
    question,
    commands(drill),
    section('The fault', lesson.fault, done(variants)),
    section(
      'What happens',
      ...VARIANTS.map((variant) => happens(variant, variants[variant], lesson.moments[variant])),
    ),
    section('What to watch', bullets(watch)),
    section(
      'Why the shop survives',
      bullets(why),
      table(
        ['pattern', 'here', 'described by'],
        lesson.patterns.map(({ name: pattern, here, source }) => [pattern, here, source]),
      ),
    ),
    section('What it costs', lesson.costs),
    section('What the two teach', lesson.difference),
    section('What is expected', expected(variants)),
    guards.length === 0 ? '' : section('Without a guard', withoutGuards(name, guards)),
    section('Where the code is', bullets(code.map(({ path, what }) => `[${path}](../../${path}): ${what}`))),
    measuredSection(figures),
    '[All drills](README.md)',
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}

function commands({ name, aliases = [], variants }: Drill): string {
  const both = VARIANTS.every((variant) => isApplicable(variants[variant]));
  const also =
    aliases.length === 0 ? '' : `\n\nAlso called ${aliases.map((alias) => `\`${alias}\``).join(', ')}.`;
  return [
    '```sh',
    both ? `./shop drill ${name}   # on the services, then on the monolith` : `./shop drill ${name}`,
    '```',
  ]
    .join('\n')
    .concat(also);
}

const done = (variants: Drill['variants']): string =>
  table(
    ['variant', 'what is done', 'for'],
    VARIANTS.map((variant): string[] => {
      const scenario = variants[variant];
      return isApplicable(scenario)
        ? [variant, scenario.faults.map(inWords).join('; '), `${scenario.faultMs / 1_000} s`]
        : [variant, scenario.because, ''];
    }),
  );

function happens(
  variant: Variant,
  scenario: Scenario | NotApplicable,
  moments: readonly Moment[] | undefined,
): string {
  if (!isApplicable(scenario)) return `### ${AS[variant]}\n\nNot at all. ${scenario.because}`;
  return `### ${AS[variant]}\n\n${table(
    ['when', 'what'],
    (moments ?? []).map(({ when, what }) => [when, what]),
  )}`;
}

const expected = (variants: Drill['variants']): string =>
  VARIANTS.flatMap((variant) => {
    const scenario = variants[variant];
    if (!isApplicable(scenario)) return [];
    const rows = barsOf(expectedOf(scenario)).map(({ says, bar }) => [says, bar]);
    return [table([AS[variant], 'bar'], rows)];
  }).join('\n\n');

const withoutGuards = (name: string, guards: readonly string[]): string =>
  table(
    ['command', 'what is missing then', 'what is to be seen'],
    guards.map((guard) => {
      const toggle = Object.values(toggles).find((each) => each.name === guard);
      if (toggle === undefined) throw new Error(`There is no guard "${guard}".`);
      return [`\`./shop drill ${name} --without ${guard}\``, toggle.takesAway, toggle.expect];
    }),
  );

function measuredSection(figures: Readonly<Partial<Record<Variant, Figures>>>): string {
  const parts = VARIANTS.flatMap((variant) => {
    const known = figures[variant];
    return known === undefined ? [] : [`### ${AS[variant]}, measured\n\n${measured(known)}`];
  });
  return parts.length === 0 ? '' : section('Measured', ...parts);
}

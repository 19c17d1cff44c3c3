import { isApplicable, type Drill } from '../drill.ts';
import { VARIANTS } from '../record/drill-record.ts';
import { section, table } from './markdown.ts';

/** The table of contents of docs/drills. */
export const indexPage = (drills: readonly Drill[]): string =>
  [
    '# Drills',
    `A drill practises a disaster. It starts a shop of its own, lets customers come, watches for a while how things are when all is
well, breaks something, mends it, waits until all is as before, and has a checker read every order, payment, message and piece
of stock. Then it says what was expected and what was measured, and leaves a page with charts in \`reports/drills\`.`,
    '```sh\n./shop drill                                  # what there is\n./shop drill recommendation-down              # on both variants, one after the other\n./shop drill recommendation-slow --without timeout   # once more without a guard\n```',
    table(
      ['drill', 'question', 'on'],
      drills.map(({ name, question, variants }) => [
        `[${name}](${name}.md)`,
        question,
        VARIANTS.filter((variant) => isApplicable(variants[variant])).join(', '),
      ]),
    ),
    section(
      'How to read a page',
      `Customers come at a constant rate whether the shop answers or not (an open loop), and latency counts from when a request
was meant to start: a shop that stalls cannot hide it. A request is _answered_ if it has a 2xx, also by a fallback. _Expected_ are
the bars that decide whether a drill has passed; a run without a guard is for comparison and decides nothing.`,
    ),
    'These pages are written by `npm run docs:drills` from [the drills themselves](../../e2e/drills/src/drills/index.ts), and a test holds them equal. Why it is done so: [ADR 17](../adr/0017-faults-come-from-outside.md).',
  ].join('\n\n');

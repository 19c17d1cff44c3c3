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
    '```sh\n./shop drill                                  # what there is\n./shop drill recommendation-down              # on both variants, one after the other\n./shop drill recommendation-slow --without timeout   # once more without a guard\n./shop drill order-killed --docker            # in containers\n./shop soak --orders 2000 --faults 20         # random faults, one after the other\n```',
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
    section(
      'In containers',
      `\`./shop drill NAME --docker\` plays a drill on a shop of Docker's, in a Compose project of its own that is removed in the
end, also by Ctrl-C; a shop that runs already is left alone. There a process is killed by \`docker kill\` (and started again at
once where it is supervised, because Docker takes that for an order to stay away), stands still by \`docker pause\`, and is
behind a blackhole by being disconnected from its networks: what is open hears nothing more, and its name is not known, so
it is also cut off from its own Redis and database. What needs a switch within a process, a connection that misbehaves or a guard taken
away is refused before anything starts; \`./shop drill --docker\` lists the rest. Everything is watched and judged as on this
machine, through a container more on the shop's networks, the lookout: the shop's own have no network or port
that they would not have otherwise. \`./shop check --docker\` puts one beside a shop that is up, and takes it away again.`,
    ),
    section(
      'Soaks',
      `A drill is one disaster at a time, and one knows what to expect. A soak is many, drawn by a seed: at least eight kinds of
faults, some of them two at a time, while customers order, cancel, pay with cards that are declined, and repeat what was not
answered. Then every order is looked at. \`./shop soak --orders 20000 --faults 100 --seed 1\` takes about ten minutes for each
variant. What it shows as violated, it keeps: the history, and all rows and messages of what is wrong.`,
    ),
    'These pages are written by `npm run docs:drills` from [the drills themselves](../../e2e/drills/src/drills/index.ts), and a test holds them equal. Why it is done so: [ADR 17](../adr/0017-faults-come-from-outside.md).',
  ].join('\n\n');

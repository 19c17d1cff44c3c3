import {
  html,
  legend,
  linearScale,
  timeChart,
  type Html,
  type Section,
  type Series,
  type Timeline,
} from '@twinshop/report';
import { variantName } from '../../report/names.ts';
import type { SoakRecord, SoakRun, SoakSecond } from '../soak-record.ts';

export const secondBySecond = ({ runs }: SoakRecord): Section => ({
  id: 'seconds',
  title: 'Second by second',
  lead: 'Red ground: a fault lasts, and is darker where there are two. Charts of a kind have the same scales; point at one to read a second.',
  body: html`
    <noscript>
      <p class="absent">Charts are drawn by a script inside this page, which is switched off.</p>
    </noscript>
    ${row(runs, {
      title: 'Requests for an order',
      explains: 'By what their customers were told, in the second of the answer.',
      kind: 'stack',
      seriesOf: ({ seconds }) => [
        line('accepted', 'good', seconds, ({ accepted }) => accepted),
        line('refused', 'warn', seconds, ({ refused }) => refused),
        line('without an answer that tells', 'bad', seconds, ({ indeterminate }) => indeterminate),
      ],
    })}
    ${row(runs, {
      title: 'Orders that are not final yet',
      explains:
        'Accepted, and neither confirmed nor refused. There is a gap while the database could not be asked.',
      kind: 'lines',
      seriesOf: ({ seconds }) => [line('orders pending', 'first', seconds, ({ pending }) => pending)],
    })}
  `,
});

interface Row {
  title: string;
  explains: string;
  kind: 'stack' | 'lines';
  seriesOf: (run: SoakRun) => Series[];
}

function row(runs: readonly SoakRun[], { title, explains, kind, seriesOf }: Row): Html {
  const all = runs.map(seriesOf);
  const tops = all.flatMap((series) => heights(series, kind));
  const scale = linearScale(tops);
  return html`
    <div class="chart-row">
      <h3>${title}</h3>
      <p class="explains">${explains}</p>
      ${legend(all[0] ?? [], kind)}
      <div class="beside">
        ${runs.map(
          (run, index) => html`
            <figure>
              <figcaption>${variantName(run.variant)}</figcaption>
              ${timeChart(
                {
                  describes: `${title}, ${variantName(run.variant)}: ${all[index]!.map(({ name }) => name).join(', ')} over time, with faults shaded.`,
                  kind,
                  unit: 'count',
                  scale,
                  series: all[index]!,
                },
                timelineOf(run),
              )}
            </figure>
          `,
        )}
      </div>
    </div>
  `;
}

/** Of a stack, its upper edge. */
const heights = (series: readonly Series[], kind: Row['kind']): number[] =>
  kind === 'lines'
    ? series.flatMap(({ points }) => points.map(([, value]) => value ?? 0))
    : (series[0]?.points ?? []).map((_, index) =>
        series.reduce((sum, { points }) => sum + (points[index]?.[1] ?? 0), 0),
      );

const line = (
  name: string,
  tone: Series['tone'],
  seconds: readonly SoakSecond[],
  value: (second: SoakSecond) => number | undefined,
): Series => ({ name, tone, points: seconds.map((second) => [second.atMs / 1_000, value(second)]) });

const timelineOf = ({ tookMs, played }: SoakRun): Timeline => ({
  span: { from: 0, to: Math.max(1, tookMs / 1_000) },
  bands: played.map(({ kind, fromMs, toMs }) => ({
    name: kind,
    from: fromMs / 1_000,
    to: toMs / 1_000,
    tone: 'bad',
  })),
  marks: [],
});

import { type Html, html, legend, type LegendEntry, type Span } from '@twinshop/report';
import type { RunRecord } from '../../record/drill-record.ts';
import { runName } from '../names.ts';

/** One kind of chart for runs beside each other. A run that has nothing of the kind has no cell. */
export interface ChartRow {
  title: string;
  /** What it says, for somebody who sees it for the first time. */
  explains: string;
  legend?: { entries: readonly LegendEntry[]; kind: 'lines' | 'stack' };
  cells: readonly (Html | undefined)[];
  /** What is said in the place of a cell that is not there. */
  absent: string;
}

/** Draws a kind of chart for the runs, all on one scale; undefined where no run has anything of it. */
export type RowOf = (runs: readonly RunRecord[], span: Span) => ChartRow | undefined;

export const chartRow = (
  { title, explains, legend: shared, cells, absent }: ChartRow,
  runs: readonly RunRecord[],
): Html => html`
  <div class="chart-row">
    <h3>${title}</h3>
    <p class="explains">${explains}</p>
    ${shared && legend(shared.entries, shared.kind)}
    <div class="beside">
      ${runs.map((run, index) =>
        cells[index] === undefined
          ? html`<p class="absent"><b>${runName(run)}</b> ${absent}</p>`
          : html`
              <figure>
                <figcaption>${runName(run)}</figcaption>
                ${cells[index]}
              </figure>
            `,
      )}
    </div>
  </div>
`;

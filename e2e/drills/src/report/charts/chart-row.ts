import { type Html, html, legend, type LegendEntry, listed, type Span } from '@twinshop/report';
import type { RunRecord } from '../../record/drill-record.ts';
import { runName } from '../names.ts';

/** One kind of chart for runs beside each other. A run that has nothing of the kind has no cell. */
export interface ChartRow {
  title: string;
  /** What it says, for somebody who sees it for the first time. */
  explains: string;
  legend?: { entries: readonly LegendEntry[]; kind: 'lines' | 'stack' };
  cells: readonly (Html | undefined)[];
  /** What is said of a run without a cell, after its name. */
  absent: string;
}

/** Draws a kind of chart for the runs, all on one scale; undefined where no run has anything of it. */
export type RowOf = (runs: readonly RunRecord[], span: Span) => ChartRow | undefined;

/** A kind of which there is one chart only takes no more room than that. */
export const isSingle = ({ cells }: ChartRow): boolean =>
  cells.length > 1 && cells.filter((cell) => cell !== undefined).length === 1;

export function chartRow(row: ChartRow, runs: readonly RunRecord[]): Html {
  const drawn = runs.flatMap((run, index) => (row.cells[index] ? [{ run, cell: row.cells[index] }] : []));
  const without = runs.filter((_, index) => !row.cells[index]).map(runName);
  return html`
    <div class="chart-row">
      <h3>${row.title}</h3>
      <p class="explains">${row.explains}${without.length > 0 && ` ${listed(without)}: ${row.absent}`}</p>
      ${row.legend && legend(row.legend.entries, row.legend.kind)}
      <div class="beside">
        ${drawn.map(
          ({ run, cell }) => html`
            <figure>
              <figcaption>${runName(run)}</figcaption>
              ${cell}
            </figure>
          `,
        )}
      </div>
    </div>
  `;
}

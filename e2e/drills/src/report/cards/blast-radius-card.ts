import { duration, html, type Html, percent, table, times } from '@twinshop/report';
import type { EndpointImpact, Impact, RunRecord } from '../../record/drill-record.ts';
import { hurts, latencyFactor } from '../impact.ts';
import { runName } from '../names.ts';

/** A bar as long as it can be stands for a p99 this many times as long; the axis is logarithmic. */
const LONGEST = 1000;

/** What customers got of each endpoint, in the control and during the fault. */
export const blastRadiusCard = (title: string, run: RunRecord): Html => html`
  <div class="card blast">
    <h3>${title}</h3>
    ${table({
      caption: `Blast radius: ${runName(run)}, control → fault`,
      captionHidden: true,
      columns: [
        { head: 'Endpoint', cell: endpoint },
        {
          head: 'Answered',
          numeric: true,
          cell: (impact) => pair(impact, ({ succeeded }) => percent(succeeded)),
        },
        {
          head: 'By fallback',
          numeric: true,
          cell: (impact) => pair(impact, ({ degraded }) => percent(degraded)),
        },
        { head: 'p50', numeric: true, cell: (impact) => pair(impact, ({ p50 }) => duration(p50)) },
        { head: 'p99', numeric: true, cell: (impact) => pair(impact, ({ p99 }) => duration(p99)) },
        { head: 'p99, times', numeric: true, cell: (impact) => factor(impact) },
      ],
      rows: run.blastRadius,
      marked: (impact) => hurts(impact).length > 0,
    })}
  </div>
`;

function endpoint(impact: EndpointImpact): Html {
  const found = hurts(impact);
  return html`${impact.endpoint}${found.length > 0 && html`<small class="hurt">hurt: ${found.join(', ')}</small>`}`;
}

function pair({ control, fault }: EndpointImpact, written: (impact: Impact) => string): Html {
  const before = control.requests > 0 ? written(control) : 'not asked';
  const during = fault.requests > 0 ? written(fault) : 'not asked';
  return before === during
    ? html`<span class="same">${before}</span>`
    : html`<span class="pair"
        ><span>${before}</span> <span aria-hidden="true">→</span><span class="unseen"> then </span>
        <b>${during}</b></span
      >`;
}

function factor(impact: EndpointImpact): Html {
  const value = latencyFactor(impact);
  if (value === undefined) return html`–`;
  const width = 100 * Math.min(1, Math.max(0, Math.log(value) / Math.log(LONGEST)));
  const bar = html`<i style="width:${width.toFixed(1)}%" aria-hidden="true"></i>`;
  return html`<span class="factor">${times(value)}${width > 2 && bar}</span>`;
}

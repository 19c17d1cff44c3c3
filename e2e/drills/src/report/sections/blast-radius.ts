import { duration, html, type Html, percent, type Section, table, times } from '@twinshop/report';
import type { DrillRecord, EndpointImpact, Impact, RunRecord } from '../../record/drill-record.ts';
import { HURT_FROM, hurts, latencyFactor } from '../impact.ts';
import { runName } from '../names.ts';

/** What the fault reached, endpoint by endpoint, beside the control. */
export function blastRadius({ runs }: DrillRecord): Section | undefined {
  const seen = runs.filter(({ blastRadius: impacts }) => impacts.length > 0);
  if (seen.length === 0) return undefined;
  const largest = Math.max(
    2,
    ...seen.flatMap((run) => run.blastRadius.map((impact) => latencyFactor(impact) ?? 1)),
  );
  return {
    id: 'blast-radius',
    title: 'Blast radius',
    lead: html`What customers got before the fault → during it. Answered means with a 2xx and in time. Hurt,
    and marked: at least ${percent(HURT_FROM.share)} fewer answered or more by a fallback, or a p99 of at
    least ${times(HURT_FROM.latencyFactor)} and ${duration(HURT_FROM.latencyMs)} more.`,
    body: html`<div class="beside">${seen.map((run) => of(run, largest))}</div>`,
  };
}

const of = (run: RunRecord, largest: number): Html => html`
  <div class="card">
    <h3>${runName(run)}</h3>
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
        { head: 'p99, times', numeric: true, cell: (impact) => factor(impact, largest) },
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

/** A bar on a logarithmic axis: nothing at once as long, all of it at the largest on the page. */
function factor(impact: EndpointImpact, largest: number): Html {
  const value = latencyFactor(impact);
  if (value === undefined) return html`–`;
  const width = Math.max(0, Math.log(value) / Math.log(largest)) * 100;
  return html`<span class="factor"
    ><i style="width:${width.toFixed(1)}%" aria-hidden="true"></i>${times(value)}</span
  >`;
}

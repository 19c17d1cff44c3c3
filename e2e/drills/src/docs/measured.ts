import { milliseconds, percent } from '../expectations/words.ts';
import type { EndpointFigures, Figures } from '../figures/figures.ts';
import { bullets, table } from './markdown.ts';

/** The figures of one run. */
export function measured(figures: Figures): string {
  const { measuredOn, processors, endpoints, breakerOpenAfterMs, recoveredAfterMs, violations } = figures;
  const rows = Object.entries(endpoints).map(([endpoint, { control, fault }]) => [
    endpoint,
    ...cells(control),
    ...cells(fault),
    percent(fault.degraded),
  ]);
  const facts = [
    breakerOpenAfterMs === null
      ? 'No breaker opened.'
      : `A breaker was open ${milliseconds(breakerOpenAfterMs)} after the fault.`,
    recoveredAfterMs === null
      ? 'All was not as before while it was watched.'
      : `All was as before ${milliseconds(recoveredAfterMs)} after healing.`,
    violations === 0 ? 'The checker found no violation.' : `The checker found ${violations} violations.`,
    `Measured on ${measuredOn}, on ${processors} processors that customers, shop and databases shared.`,
  ];
  const head = ['', 'answered before', 'p99 before', 'answered during', 'p99 during', 'by a fallback'];
  return `${table(head, rows)}\n\n${bullets(facts)}`;
}

const cells = ({ requests, answered, p99Ms }: EndpointFigures): string[] =>
  requests === 0 ? ['none came', ''] : [percent(answered), milliseconds(p99Ms)];

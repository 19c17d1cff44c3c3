import {
  html,
  legend,
  linearScale,
  logScale,
  strip,
  timeChart,
  type Lane,
  type Section,
  type Series,
} from '@twinshop/report';
import type { MigrationRecord } from '../../record/migration-record.ts';
import { ownerOf, PARTS, type Part } from '../ownership.ts';
import { stepsTaken, timelineOf } from '../timeline.ts';

/** Requests, latency and ownership, second by second below each other. */
export function onOneAxis(record: MigrationRecord): Section {
  const timeline = timelineOf(record);
  const { seconds } = record;
  const at = (ms: number): number => ms / 1_000;
  const requests: Series[] = [
    {
      name: 'answered',
      tone: 'good',
      points: seconds.map(({ atMs, requests: all, failed }) => [at(atMs), all - failed] as const),
    },
    { name: 'failed', tone: 'bad', points: seconds.map(({ atMs, failed }) => [at(atMs), failed] as const) },
  ];
  const latency: Series[] = [
    { name: 'p99', tone: 'second', points: seconds.map(({ atMs, p99 }) => [at(atMs), p99] as const) },
    {
      name: 'p50',
      tone: 'first',
      dash: 'dashed',
      points: seconds.map(({ atMs, p50 }) => [at(atMs), p50] as const),
    },
  ];
  return {
    id: 'on-one-axis',
    title: 'What customers saw, and who answered them',
    lead: 'Time runs from left to right, in seconds; the shaded stretches are the steps, the thin lines the moments at which a module was handed over.',
    body: html`
      ${
        seconds.some(({ requests: all }) => all > 0) &&
        html`
          <h3>Requests a second</h3>
          ${legend(requests, 'stack')}
          ${timeChart(
            {
              describes: 'Requests a second, answered and failed',
              kind: 'stack',
              unit: 'count',
              scale: linearScale(seconds.map(({ requests: all }) => all)),
              series: requests,
            },
            timeline,
          )}
          <h3>How long answers took</h3>
          ${legend(latency, 'lines')}
          ${timeChart(
            {
              describes: 'Milliseconds to an answer: half of the requests, and the slowest hundredth',
              kind: 'lines',
              unit: 'milliseconds',
              scale: logScale(seconds.flatMap(({ p50, p99 }) => [p50 ?? 0, p99 ?? 0])),
              series: latency,
            },
            timeline,
          )}
        `
      }
      <h3>Who owns what</h3>
      ${strip(
        PARTS.map((part) => laneOf(part, record)),
        timeline,
      )}
    `,
  };
}

/** Ownership changes at the cut-over of a step. */
function laneOf(part: Part, record: MigrationRecord): Lane {
  const end = timelineOf(record).span.to;
  const changes = stepsTaken(record).flatMap(({ to, stretches }) => {
    const cut = stretches.find(({ phase }) => phase === 'cut over');
    return cut === undefined ? [] : [{ at: cut.toMs / 1_000, owner: ownerOf(part, to) }];
  });
  const owners = [{ at: 0, owner: ownerOf(part, record.from) }, ...changes].filter(
    ({ owner }, index, all) => owner !== all[index - 1]?.owner,
  );
  return {
    name: part,
    describes: owners.map(({ at, owner }) => `${owner} from second ${Math.round(at)}`).join(', '),
    stretches: owners.map(({ at, owner }, index) => ({
      from: at,
      to: owners[index + 1]?.at ?? end,
      state: owner,
      tone: owner === 'monolith' ? 'quiet' : 'good',
    })),
  };
}

import { html, strip, type Lane, type Section } from '@twinshop/report';
import type { MigrationRecord } from '../../record/migration-record.ts';
import { ownerOf, PARTS, type Part } from '../ownership.ts';
import { timelineOf } from '../timeline.ts';
import { behind, latency, requests, whoAnswered } from './charts.ts';

/** Requests, latency, copies and ownership, second by second below each other. */
export function onOneAxis(record: MigrationRecord): Section {
  const timeline = timelineOf(record);
  return {
    id: 'on-one-axis',
    title: 'What customers saw, and who answered them',
    lead: 'Time runs from left to right, in seconds; the shaded stretches are the steps, the thin lines the moments at which a module was handed over.',
    body: html`
      ${[requests, latency, whoAnswered, behind].map((chart) => chart(record, timeline))}
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
  const changes = record.stretches
    .filter(({ phase }) => phase === 'cut over')
    .map(({ to, toMs }) => ({ at: toMs / 1_000, owner: ownerOf(part, to) }));
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

import {
  badge,
  count,
  counted,
  duration,
  html,
  type Html,
  percent,
  type Tile,
  tiles,
} from '@twinshop/report';
import type { DrillRecord, RunRecord } from '../../record/drill-record.ts';
import { replayCard } from '../cards/replay-card.ts';
import { isUntouched, latencyFactor } from '../impact.ts';
import { runName, variantName } from '../names.ts';
import { mainRuns } from '../runs.ts';
import { reasons, verdictOf, verdictSentence } from '../verdict.ts';

/** What was asked, how it went, and how to see it again. */
export const head = (record: DrillRecord, contents: Html): Html => html`
  <header class="page-head">
    <p class="eyebrow">Failure drill <span>${record.drill.name}</span></p>
    <h1>${record.drill.title}</h1>
    <p class="question">${record.drill.question}</p>
    ${verdict(record)}
    <div class="beside variants">
      ${mainRuns(record).map(variant)}
      ${record.omitted.map(
        ({ variant: left, why }) => html`
          <div class="card omitted">
            <h2>${variantName(left)} ${badge('neutral', 'left out')}</h2>
            <p>${why}</p>
          </div>
        `,
      )}
    </div>
    ${replayCard(record)} ${contents}
  </header>
`;

function verdict(record: DrillRecord): Html {
  const why = reasons(record);
  return html`
    <div class="verdict verdict-${record.passed ? 'passed' : 'failed'}" role="region" aria-label="Verdict">
      <p><strong>${record.passed ? '✓ Passed' : '✗ Failed'}</strong> ${verdictSentence(record)}</p>
      ${
        why.length > 0 &&
        html`<ul>
          ${why.map((reason) => html`<li>${reason}</li>`)}
        </ul>`
      }
    </div>
  `;
}

function variant(run: RunRecord): Html {
  const { kept } = verdictOf(run);
  return html`
    <div class="card">
      <h2>${runName(run)} ${kept ? badge('passed', 'passed') : badge('failed', 'failed')}</h2>
      ${tiles([...traffic(run), recovered(run), ...expected(run), violated(run)])}
    </div>
  `;
}

function traffic({ blastRadius }: RunRecord): Tile[] {
  const requests = blastRadius.reduce((sum, { fault }) => sum + fault.requests, 0);
  if (requests === 0) return [];
  const share = (of: (impact: (typeof blastRadius)[number]) => number) =>
    blastRadius.reduce((sum, impact) => sum + of(impact) * impact.fault.requests, 0) / requests;
  const answered = share(({ fault }) => fault.succeeded);
  const degraded = share(({ fault }) => fault.degraded);
  const slowest = blastRadius.toSorted(
    (one, other) => (latencyFactor(other) ?? 0) - (latencyFactor(one) ?? 0),
  )[0];
  return [
    {
      label: 'Requests answered',
      value: percent(answered),
      note: `during the fault; ${degraded > 0 ? percent(degraded) : 'none'} by a fallback`,
      tone: answered >= 0.999 ? 'good' : answered >= 0.9 ? 'warn' : 'bad',
    },
    ...(slowest && slowest.fault.requests > 0
      ? [
          {
            label: `p99 of ${slowest.endpoint}`,
            value: duration(slowest.fault.p99),
            note: `during the fault; ${duration(slowest.control.p99)} before`,
          },
        ]
      : []),
  ];
}

function recovered(run: RunRecord): Tile {
  const label = 'Back as before';
  const { recovered: at, healed } = run.recovery;
  if (at === undefined) {
    return isUntouched(run)
      ? { label, value: 'no need to', note: 'nothing noticed the fault' }
      : { label, value: 'never', note: 'while it was watched', tone: 'warn' };
  }
  return at <= healed
    ? { label, value: 'before the heal', tone: 'good' }
    : { label, value: duration(at - healed), note: 'after the fault was healed' };
}

function expected({ expectations }: RunRecord): Tile[] {
  if (expectations.length === 0) return [];
  const met = expectations.filter((expectation) => expectation.met).length;
  const tone = met === expectations.length ? 'good' : 'bad';
  return [{ label: 'Expectations met', value: `${met} of ${expectations.length}`, tone }];
}

function violated(run: RunRecord): Tile {
  const { violations } = verdictOf(run);
  const applicable = run.check.invariants.filter(({ checked, findings }) => checked || findings.length > 0);
  const held = applicable.filter(({ findings }) => findings.length === 0).length;
  return {
    label: 'Violations of invariants',
    value: violations.length === 0 ? 'none' : count(violations.length),
    note: `${held} of ${counted(applicable.length, 'invariant')} held`,
    tone: violations.length === 0 ? 'good' : 'bad',
  };
}

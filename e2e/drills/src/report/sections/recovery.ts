import { duration, html, type Html, moment, type Section } from '@twinshop/report';
import type { DrillRecord, Recovery, RunRecord } from '../../record/drill-record.ts';
import { isUntouched } from '../impact.ts';
import { runName } from '../names.ts';

const STEPS = [
  ['fault', 'Fault'],
  ['detected', 'Detected'],
  ['degraded', 'Degraded'],
  ['healed', 'Healed'],
  ['recovered', 'Recovered'],
] as const;

/** The way back, as a bar for each run on one axis. */
export function recovery({ runs }: DrillRecord): Section {
  const longest = Math.max(...runs.map(lastMoment), 1);
  return {
    id: 'recovery',
    title: 'The way back',
    lead: 'From the fault to the moment when answers, breakers and queues were as in the control again: the time to recovery. “Never”: it did not come while it was watched, or was not needed.',
    body: html`<div class="recoveries">${runs.map((run) => bar(run, longest))}</div>`,
  };
}

/** Where the bar ends, in ms after the fault. Without a recovery it goes on until nobody watched any longer. */
const lastMoment = ({ recovery: { fault, healed, recovered }, phases }: RunRecord): number =>
  (recovered === undefined
    ? Math.max(healed, ...phases.map(({ toMs }) => toMs))
    : Math.max(recovered, healed)) - fault;

function bar(run: RunRecord, longest: number): Html {
  const { recovery: moments } = run;
  const share = (ms: number) => `${((100 * ms) / longest).toFixed(2)}%`;
  const healed = moments.healed - moments.fault;
  const end = lastMoment(run);
  const { kind, says } = afterHeal(run);
  return html`
    <div class="recovery">
      <h3>${runName(run)} <span>${timeToRecovery(run)}</span></h3>
      <div class="recovery-bar" aria-hidden="true">
        <span class="away" style="width:${share(healed)}">fault, ${duration(healed)}</span>
        <span class="${kind}" style="left:${share(healed)};width:${share(end - healed)}">${says}</span>
        ${STEPS.flatMap(([key, name]) => {
          const at = moments[key];
          return at === undefined
            ? []
            : [
                html`<i
                  class="at"
                  title="${name} ${told(key, moments)}"
                  style="left:${share(at - moments.fault)}"
                ></i>`,
              ];
        })}
      </div>
      <dl>
        ${STEPS.map(
          ([key, name]) => html`
            <div class="step">
              <dt>${name}</dt>
              <dd>${told(key, moments)}</dd>
            </div>
          `,
        )}
      </dl>
    </div>
  `;
}

/** What followed the heal, as the bar draws it. */
function afterHeal(run: RunRecord): { kind: 'returning' | 'lost' | 'untouched'; says: string } {
  const { healed, recovered } = run.recovery;
  if (recovered !== undefined)
    return { kind: 'returning', says: `way back, ${duration(recovered - healed)}` };
  return isUntouched(run) ? { kind: 'untouched', says: '' } : { kind: 'lost', says: 'no recovery seen' };
}

function timeToRecovery(run: RunRecord): string {
  const { fault, recovered } = run.recovery;
  if (recovered !== undefined) return `time to recovery ${duration(recovered - fault)}`;
  return isUntouched(run) ? 'nothing to recover from' : 'no recovery seen';
}

function told(key: keyof Recovery, { fault, healed, ...others }: Recovery): string {
  if (key === 'fault') return '0 s';
  if (key === 'healed') return moment(healed - fault);
  const at = others[key];
  if (at === undefined) return 'never';
  return key === 'recovered' && at > healed
    ? `${moment(at - fault)}, ${duration(at - healed)} after the heal`
    : moment(at - fault);
}

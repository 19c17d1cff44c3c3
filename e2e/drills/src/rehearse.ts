import { toggles, type Mutation, type Toggle } from '@twinshop/mutations';
import { isApplicable, type Drill, type Scenario } from './drill.ts';
import { hasPassed } from './expectations/has-passed.ts';
import { LiveView } from './live/live-view.ts';
import { USUAL_RATES } from './rates.ts';
import type { DrillRecord, RunRecord, Variant } from './record/drill-record.ts';
import { thisMachine } from './record/this-machine.ts';
import { runScenario } from './run/run-scenario.ts';
import type { SetStage } from './run/set-stage.ts';

export interface Rehearsal {
  drill: Drill;
  variants: readonly Variant[];
  seed: number;
  /** Guards without which the drill is run once more, all at once. */
  without: readonly string[];
  /** Milliseconds of the fault, instead of the drill's own. */
  faultMs?: number | undefined;
  /** Of the requests a second; 1 unless told. */
  load?: number | undefined;
  /** The command that does the same again. */
  command: string;
  /** Where it is run: on this machine unless told. */
  setStage?: SetStage | undefined;
}

/** Runs a drill on each variant, one after the other, with all guards and then without some, and puts down what happened. */
export async function rehearse(rehearsal: Rehearsal, say: (line: string) => void): Promise<DrillRecord> {
  const { drill, variants, seed, without, command } = rehearsal;
  const startedAt = new Date().toISOString();
  const runs: RunRecord[] = [];
  for (const variant of variants) {
    const scenario = drill.variants[variant];
    if (!isApplicable(scenario)) {
      say(`\nNot on the ${variant}: ${scenario.because}`);
      continue;
    }
    runs.push(await runOnce(rehearsal, variant, scenario, [], say));
    const removable = without.flatMap((name) => toggleOf(name, variant));
    if (removable.length > 0) runs.push(await runOnce(rehearsal, variant, scenario, removable, say));
  }
  const { name, title, question, watch, why, code } = drill;
  return {
    format: 1,
    drill: { name, title, question, watch, why, code },
    seed,
    command,
    startedAt,
    machine: thisMachine(),
    runs,
    omitted: variants.flatMap((variant) => {
      const scenario = drill.variants[variant];
      return isApplicable(scenario) ? [] : [{ variant, why: scenario.because }];
    }),
    passed: hasPassed(runs),
  };
}

async function runOnce(
  { drill, seed, faultMs, load = 1, setStage }: Rehearsal,
  variant: Variant,
  scenario: Scenario,
  without: readonly Mutation[],
  say: (line: string) => void,
): Promise<RunRecord> {
  const view = new LiveView(say);
  const lacking = without.length === 0 ? '' : `, without ${without.map(({ name }) => name).join(', ')}`;
  view.begin(`${drill.title}: ${variant}${lacking}`);
  const rates = Object.fromEntries(
    Object.entries({ ...USUAL_RATES, ...drill.rates }).map(([endpoint, rate]) => [endpoint, rate * load]),
  ) as typeof USUAL_RATES;
  try {
    return await runScenario({
      variant,
      scenario: { ...scenario, faultMs: faultMs ?? scenario.faultMs },
      rates,
      seed,
      without,
      spectator: view,
      setStage,
    });
  } finally {
    view.end();
  }
}

/** None where the guard has no meaning in the variant. @throws Error for a guard that nobody knows */
function toggleOf(name: string, variant: Variant): Toggle[] {
  const found = Object.values(toggles).find((toggle) => toggle.name === name);
  if (found === undefined) throw new Error(`There is no guard "${name}".`);
  return found.variants.includes(variant) ? [found] : [];
}

import { setTimeout as delay } from 'node:timers/promises';
import { check, Recorder, type CheckReport } from '@twinshop/invariants';
import type { Mutation } from '@twinshop/mutations';
import { eventually } from '@twinshop/testing';
import type { Scenario } from '../drill.ts';
import type { Evidence } from '../expectations/judge.ts';
import { expectedOf } from '../expectations/expected-of.ts';
import { inWords } from '../faults/in-words.ts';
import { healAll } from '../faults/heal-all.ts';
import { inject } from '../faults/inject.ts';
import type { Heal, Stage } from '../faults/stage.ts';
import { Random, ShopDoor } from '@twinshop/load';
import { ENDPOINTS, type Recovery, type RunRecord, type Variant } from '../record/drill-record.ts';
import { openMarket } from '../traffic/market.ts';
import { TallyBySecond } from '../traffic/tally.ts';
import { Traffic, type Rates } from '../traffic/traffic.ts';
import { Watcher } from '../watch/watcher.ts';
import { Chronicle, type Spectator } from './chronicle.ts';
import { recoveryOf } from './recovery.ts';
import { setStage, type SetStage } from './set-stage.ts';

const WARM_UP_MS = 5_000;
const CONTROL_MS = 12_000;
const WATCHED_AFTER_MS = 6_000;
const RECOVERED_WITHIN_MS = 30_000;
const DRAINED_WITHIN_MS = 60_000;

export interface ScenarioRun {
  variant: Variant;
  scenario: Scenario;
  rates: Rates;
  seed: number;
  /** Guards that are switched off. */
  without: readonly Mutation[];
  spectator: Spectator;
  /** Where it is run: on this machine unless told. */
  setStage?: SetStage | undefined;
}

/** Runs a scenario on a shop of its own: steady state, control, fault, healing, draining, verdict; and takes it all away. */
export async function runScenario(run: ScenarioRun): Promise<RunRecord> {
  const { stage, clear } = await (run.setStage ?? setStage)(run);
  try {
    return await new Performance(stage, run).play();
  } finally {
    await clear();
  }
}

class Performance {
  readonly #stage: Stage;
  readonly #run: ScenarioRun;
  readonly #chronicle: Chronicle;
  readonly #heals: Heal[] = [];

  constructor(stage: Stage, run: ScenarioRun) {
    this.#stage = stage;
    this.#run = run;
    this.#chronicle = new Chronicle(run.spectator);
  }

  async play(): Promise<RunRecord> {
    const { shop } = this.#stage;
    const { scenario, rates, seed } = this.#run;
    const chronicle = this.#chronicle;
    const random = new Random(seed);
    const door = new ShopDoor(shop);
    const market = await openMarket(door, shop, random.fork(), scarcePieces(scenario, rates));
    const recorder = new Recorder({ complete: true, stock: market.stock });
    const tally = new TallyBySecond(chronicle.startedAt);
    const watcher = new Watcher(shop, chronicle.startedAt, (change) => chronicle.note(change));
    const traffic = new Traffic({ door, market, rates, random: random.fork(), recorder, tally });
    try {
      watcher.begin();
      chronicle.tellSeconds(tally, watcher);
      chronicle.begin('warm-up');
      traffic.begin();
      await delay(WARM_UP_MS);

      const controlMs = chronicle.begin('control');
      await delay(scenario.controlMs ?? CONTROL_MS);

      const faultMs = chronicle.begin('fault');
      await Promise.all([this.#injectAll(), delay(scenario.faultMs)]);
      const healingMs = chronicle.nowMs;
      await this.#healAll();
      const healedMs = chronicle.begin('healed');
      chronicle.happened('heal', 'The fault is healed');

      const recovery = (): Recovery =>
        recoveryOf({
          controlMs,
          faultMs,
          healedMs,
          seconds: chronicle.completeSeconds,
          changes: watcher.changes,
        });
      await delay(WATCHED_AFTER_MS);
      await this.#recovered(recovery);

      const drainMs = chronicle.begin('drain');
      await traffic.end();
      await traffic.resolve();
      const answeredMs = chronicle.nowMs - drainMs;
      const found = await check(shop, { history: recorder.history, drainWithinMs: DRAINED_WITHIN_MS });
      // From the last order, and not from the last answer, for which a shop may let one wait.
      const report = { ...found, drainedAfterMs: answeredMs + found.drainedAfterMs };
      chronicle.end();
      await watcher.end();
      chronicle.endTelling();
      return this.#recordOf(report, {
        seconds: chronicle.seconds,
        samples: watcher.samples,
        timeline: chronicle.timeline,
        recovery: recovery(),
        check: report,
        during: {
          control: tally.between(controlMs, faultMs - 1_000),
          // From the second that the fault fell into: its first moments are those that hurt most. To the beginning of
          // healing: how much slower it makes others to start a process again is no matter of the fault.
          fault: tally.between(faultMs - 1_000, healingMs),
          healing: tally.between(healingMs, healedMs),
          afterwards: tally.between(recovery().recovered ?? healedMs, drainMs),
        },
      });
    } finally {
      // Each of them, whatever becomes of the others.
      chronicle.endTelling();
      await Promise.allSettled([this.#healAll(), traffic.end(), watcher.end()]);
      await door.close();
    }
  }

  #recordOf(check: CheckReport, evidence: Evidence): RunRecord {
    const { variant, without, scenario } = this.#run;
    const { control, fault } = evidence.during;
    return {
      variant,
      without: without.map(({ name }) => name),
      phases: this.#chronicle.phases,
      timeline: evidence.timeline,
      seconds: evidence.seconds,
      blastRadius: ENDPOINTS.map((endpoint) => ({
        endpoint,
        control: control.get(endpoint)!.impact,
        fault: fault.get(endpoint)!.impact,
      })),
      recovery: evidence.recovery,
      expectations: expectedOf(scenario).map((judge) => judge(evidence)),
      check,
    };
  }

  async #injectAll(): Promise<void> {
    for (const fault of this.#run.scenario.faults) {
      this.#chronicle.happened('fault', inWords(fault));
      this.#heals.push(await inject(fault, this.#stage));
    }
  }

  #healAll(): Promise<void> {
    return healAll(this.#heals);
  }

  /** Or not: then that is what the record says. */
  async #recovered(recovery: () => Recovery): Promise<void> {
    await eventually(() => recovery().recovered !== undefined, {
      within: RECOVERED_WITHIN_MS,
      describe: 'the shop is as it was before the fault',
    }).catch(() => undefined);
  }
}

/** So many that a scarce product runs out within the run. */
const scarcePieces = ({ faultMs }: Scenario, rates: Rates): number =>
  Math.max(5, Math.round((rates['place order'] * faultMs) / 40_000));

import type { Fault } from './faults/fault.ts';
import type { Judge } from './expectations/judge.ts';
import type { DrillFacts, Variant } from './record/drill-record.ts';
import type { Rates } from './traffic/traffic.ts';

/** One disaster to practise, as data: what is broken when, on what, and what is expected of the shop. */
export interface Drill extends DrillFacts {
  /** Other names that it can be called by. */
  aliases?: readonly string[];
  /** What is done in each variant, or why there is nothing to do. */
  variants: Readonly<Record<Variant, Scenario | NotApplicable>>;
  /** Requests a second, where they are not the usual ones. */
  rates?: Partial<Rates>;
  /** Guards that are worth switching off in this drill: `--without` tries it again without one of them. */
  guards?: readonly string[];
}

export interface NotApplicable {
  because: string;
}

export interface Scenario {
  /** What goes wrong: begun one after the other, and all of it lasts until healing. */
  faults: readonly Fault[];
  /** Milliseconds from the first fault to healing; longer where the faults take longer to happen. */
  faultMs: number;
  /** Milliseconds without a fault before it, to hold it against; 12,000 unless told. */
  controlMs?: number;
  /** Replicas by process; one of each unless told. */
  scale?: Readonly<Record<string, number>>;
  /** Whether what dies is started again by the runner, as `./shop up` does; true unless told. */
  supervised?: boolean;
  /** Of the processes' logs; `warn` unless told. */
  logLevel?: 'info' | 'debug';
  expects: readonly Judge[];
}

export const isApplicable = (scenario: Scenario | NotApplicable): scenario is Scenario =>
  'faults' in scenario;

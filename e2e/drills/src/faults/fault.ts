import type { Fault as LinkFault } from '@twinshop/fault-proxy';
import type { FailpointSettings } from '@twinshop/mutations';

/** Something that goes wrong, as data: JSON as it is, so that a seed's schedule can be printed and replayed. */
export type Fault =
  /** A process or server ends by SIGKILL: once, or again and again. Where nobody supervises, healing starts it again. */
  | { kind: 'kill'; part: string; everyMs?: number }
  /** A process stands still (SIGSTOP), its connections open; healing lets it go on. */
  | { kind: 'pause'; part: string }
  /** One replica of a process after the other is ended gently and started again, until healed: what deployments do. */
  | { kind: 'roll'; process: string }
  /** The gateway reads its configuration anew, again and again; each time takes a second and a half at least. */
  | { kind: 'reload'; times: number; everyMs: number }
  /** The way to a process, or between a process and what it uses, misbehaves: for all replicas, or for one, from 1. */
  | { kind: 'link'; before: string; replica?: number; fault: LinkFault }
  | { kind: 'link'; between: readonly [process: string, uses: string]; replica?: number; fault: LinkFault }
  /** The payment provider is slow, fails, loses replies or is down. */
  | { kind: 'provider'; behaviour: ProviderBehaviour }
  /** A module of a process fails from within; see `@twinshop/mutations`. */
  | { kind: 'failpoint'; process: string; replica?: number; set: Partial<FailpointSettings> }
  /** Redis forgets everything. */
  | { kind: 'flush' }
  /** Somebody holds a lock on a table that every order needs, so that a pool's connections all wait. */
  | { kind: 'lock'; module: 'catalog' | 'order' | 'payment'; table: string }
  /** A message that no handler can make sense of. */
  | { kind: 'poison'; queue: string; count: number }
  /** Whatever a process writes to its log is refused: its file may not grow. */
  | { kind: 'full-log'; process: string };

export interface ProviderBehaviour {
  latencyMs?: number;
  jitterMs?: number;
  errorRate?: number;
  loseReplyRate?: number;
  down?: boolean;
}

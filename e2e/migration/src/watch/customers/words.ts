import type { Ending, Endpoint } from '@twinshop/drills/traffic';
import type { History } from '@twinshop/invariants';
import type { RunningShop } from '@twinshop/local';

/** What the thread of customers begins with. */
export interface Invitation {
  shop: Pick<RunningShop, 'publicUrl' | 'admin'>;
  /** Requests of all kinds together, in the proportions of an ordinary day. */
  perSecond: number;
  seed: number;
}

/** What it hears: nobody new is to come. */
export const LEAVE = 'leave';

/** What it tells. Times are those of the shared clock. */
export type Told =
  | { kind: 'open' }
  | { kind: 'asked'; at: number }
  | { kind: 'answered'; endpoint: Endpoint; at: number; ending: Ending }
  | { kind: 'failed'; endpoint: Endpoint; at: number; says: string }
  | { kind: 'left'; history: History; sentAgain: number };

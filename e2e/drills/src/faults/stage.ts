import type { FaultProxy, Place } from '@twinshop/fault-proxy';
import type { StartedShop } from '@twinshop/local';
import type { FaultControl } from '@twinshop/mutations';

/** The shop that things go wrong on, and the means to make them. */
export interface Stage {
  shop: StartedShop;
  /** Whether the runner starts again what dies. */
  supervised: boolean;
  /** The proxies at a place, one for each replica unless one is told, from 1. @throws Error where there is none */
  proxiesOf(place: Place, replica?: number): readonly FaultProxy[];
  /** The switches within a process; of all replicas unless one is told, from 1. */
  controlOf(process: string, replica?: number): FaultControl;
}

/** Undoes a fault; resolves once that is done, not once the shop has got over it. */
export type Heal = () => Promise<void>;

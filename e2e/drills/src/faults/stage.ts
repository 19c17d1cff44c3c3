import type { FaultProxy, Place } from '@twinshop/fault-proxy';
import type { ShopToRead } from '@twinshop/invariants';
import type { RunningShop } from '@twinshop/local';
import type { FaultControl } from '@twinshop/mutations';

/** The shop that things go wrong on, and the means to make them. */
export interface Stage {
  shop: ShopOnStage;
  /** Whether what dies is started again by itself. */
  supervised: boolean;
  /** Milliseconds from when a replica is ready until everybody who asks it knows. */
  knownAfterMs: number;
  /** The ways at a place, one for each replica unless one is told, from 1. @throws Error where there is none */
  linksAt(place: Place, replica?: number): readonly Link[];
  /** The switches within a process; of all replicas unless one is told, from 1. */
  controlOf(process: string, replica?: number): FaultControl;
  /** Has every write to a process's log refused. */
  fillLog(process: string): Promise<Heal>;
}

/** A shop as drills know it, wherever it runs: on this machine, or in containers. */
export interface ShopOnStage extends Omit<ShopToRead, 'processes'>, Pick<RunningShop, 'publicUrl' | 'admin'> {
  /** What it consists of at the moment, servers (`postgres`, `redis`) among them. */
  readonly processes: readonly PartOnStage[];
  /** Sends a signal that a part is to end by, SIGKILL by default; resolves once it has. */
  killProcess(name: string, signal?: NodeJS.Signals): Promise<void>;
  /** Ends a part gently if it runs, and starts it again; resolves once it is ready. */
  restart(name: string): Promise<void>;
  /** It stands still, its connections open, until `resume`. */
  pause(name: string): Promise<void>;
  resume(name: string): Promise<void>;
  /** The gateway reads its configuration anew. */
  reloadGateway(): Promise<void>;
}

export interface PartOnStage {
  /** A second replica is `catalog-2`. */
  name: string;
  /** Whatever was started again has another. Undefined while it does not run. */
  pid: number | undefined;
  /** Its internal port: health and metrics. */
  opsUrl?: string | undefined;
  /** Where it says whether it is ready: by HTTP, or in its own protocol. */
  readyUrl: string;
  /** The file that it writes to, where it is one. */
  log?: string | undefined;
}

/** A way that can be made to misbehave. */
export type Link = Pick<FaultProxy, 'set' | 'heal'>;

/** Undoes a fault; resolves once that is done, not once the shop has got over it. */
export type Heal = () => Promise<void>;

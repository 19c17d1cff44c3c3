import type { StartedShop } from '@twinshop/local';
import type { Branch } from '../fence/cgroup/cgroup.ts';

/** What a host is told first: which shop to start. All of it can be sent from one process to another. */
export interface ShopToHost {
  /** The name of a topology. */
  topology: string;
  /** Of the generated catalogue, to begin with. */
  products: number;
  /** Replicas by process. */
  scale: Readonly<Record<string, number>>;
  /** Whether recommendations can be made slow while it runs. */
  canSlowRecommendations: boolean;
  /** Of the control group that the host is in: it takes that down at its end, as its parent may be gone. */
  branches: readonly Branch[];
}

/** What never changes of a shop that was started. */
export type ShopFacts = Pick<
  StartedShop,
  'publicUrl' | 'providerUrl' | 'databases' | 'redisUrl' | 'admin' | 'customer' | 'home'
>;

/** What a host can be asked for, once its shop runs; each is answered with the processes as they are then. */
export interface Requests {
  kill: { name: string; signal: NodeJS.Signals };
  restart: { name: string };
  slowRecommendations: { byMs: number };
}

export type RequestName = keyof Requests;

export type ToHost =
  | { start: ShopToHost }
  | { [Name in RequestName]: { id: number; request: Name; with: Requests[Name] } }[RequestName];

export type FromHost =
  | { started: ShopFacts; processes: readonly HostedProcess[] }
  | { notStarted: string }
  | { id: number; processes: readonly HostedProcess[] }
  | { id: number; failed: string };

/** A process or server of the shop, by the number that it had when it was started last. */
export interface HostedProcess {
  name: string;
  pid: number;
}

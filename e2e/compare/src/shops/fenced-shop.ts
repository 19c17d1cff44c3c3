import type { StartedShop } from '@twinshop/local';
import type { Enclosure, Fence } from '../fence/fence.ts';
import type { Metered } from '../meters/meters.ts';

export interface FencedShopOptions {
  /** The name of a topology. */
  topology: string;
  /** Of the generated catalogue, to begin with. */
  products: number;
  fence: Fence;
  /** Tells it from another that runs at the same time; the topology’s unless told. */
  name?: string;
  /** Replicas by process. */
  scale?: Readonly<Record<string, number>>;
  /** Whether `slowRecommendations` can be called; false unless told. */
  canSlowRecommendations?: boolean;
}

/** A shop that is up, within what it is given. */
export interface FencedShop
  extends Metered, Pick<StartedShop, 'publicUrl' | 'providerUrl' | 'databases' | 'admin'> {
  topology: string;
  enclosure: Enclosure;
  /** Sends a signal that a process or server is to end by, SIGKILL by default; resolves once it has. */
  killProcess(name: string, signal?: NodeJS.Signals): Promise<void>;
  /** Stops a process or server if it runs, and starts it again on the same data; resolves once customers reach it. */
  restart(name: string): Promise<void>;
  /** Has every answer of recommendations wait so long, none when 0. @throws where the shop was started without */
  slowRecommendations(byMs: number): Promise<void>;
  /** Bytes of the image of each program, by process; undefined where it runs without. */
  imageSizes(): Promise<Readonly<Record<string, number>> | undefined>;
  /** Stops everything, deletes its data, and takes the fence down. */
  stop(): Promise<void>;
}

/** @throws with the words of what could not be started */
export type StartFencedShop = (options: FencedShopOptions) => Promise<FencedShop>;

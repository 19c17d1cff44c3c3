import type { GatewayDescription } from '@twinshop/topologies';
import type { RunningShop } from '../running-shop.ts';
import type { DatabaseUrls } from '@twinshop/setup';

/**
 * What a running shop can be told to do so that, step by step, it becomes another topology. Topologies go by their names.
 * Each operation is answered when it is done, and does nothing where it has been done; one begins when the one before is over.
 * Without containers, it also comes to its end where nobody waits for it any more.
 */
export interface ShopOperations {
  /**
   * Installs the programs that a topology needs from the system, starts its servers, those that were not started yet, and
   * makes the keys of its processes. What it runs has been built before.
   */
  prepareServers(topology: string): Promise<void>;
  /** Makes the databases, schemas and roles that a topology needs. @returns how its modules connect to them */
  ensureDatabases(topology: string): Promise<DatabaseUrls>;
  /** Starts the processes that do not run by their names. @returns their names */
  startMissing(topology: string, databases: DatabaseUrls): Promise<string[]>;
  /**
   * Has the gateway send requests to those that run now, as described or as a topology has it; loses none.
   * @param except names of replicas that get none
   * @returns when all are sent so
   */
  configureGateway(gateway: string | GatewayDescription, except?: readonly string[]): Promise<void>;
  /**
   * Stops those that run otherwise than a topology has them, and starts them as it has, one by one; also those that were
   * started and have not come back.
   * @param only those of these names; all of them unless told
   * @returns their names
   */
  replaceChanged(topology: string, only?: readonly string[]): Promise<string[]>;
  /** Stops gently what a topology has not. @returns the names of processes and servers */
  stopExtra(topology: string): Promise<string[]>;
  /** Tells others that the shop is in this topology from now on, and where its data is. */
  becomes(topology: string, databases: DatabaseUrls): Promise<void>;
}

/** A running shop, from another process. What fails throws an `Error` whose message says why. */
export interface ShopControl extends ShopOperations {
  /** Builds what a topology runs, where it is not there or, without containers, where its sources have changed. */
  build(topology: string): Promise<void>;
  /** Connects as PostgreSQL's superuser. */
  adminUrl(): Promise<string>;
  shop(): Promise<RunningShop>;
}

/** What was asked for was not done, or nobody was there to do it; the message says why. */
export class ShopControlError extends Error {
  override name = 'ShopControlError';
}

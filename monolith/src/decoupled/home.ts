import { ServiceTokenIssuer } from '@twinshop/platform/auth';
import { Closing } from '@twinshop/platform/http';
import type { Log } from '@twinshop/platform/logging';
import { readJsonFile, type ProcessConfig } from './config.ts';
import { Neighbours } from './neighbours.ts';

/** What the modules of the process share. */
export interface Home {
  config: ProcessConfig;
  log: Log;
  neighbours: Neighbours;
  closing: Closing;
  /** Signs calls to modules that have left. */
  issuer: ServiceTokenIssuer;
}

export const openHome = async (config: ProcessConfig, log: Log): Promise<Home> => ({
  config,
  log,
  neighbours: new Neighbours(),
  closing: new Closing(),
  issuer: await ServiceTokenIssuer.from(readJsonFile(config.SERVICE_PRIVATE_KEY_FILE) as never),
});

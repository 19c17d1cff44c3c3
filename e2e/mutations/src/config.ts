import { FAILPOINTS_SOCKET, MUTATIONS } from './environment.ts';

/** What the process that is mutated was told. */
export const config = {
  /** Names of its mutations. */
  mutations: process.env[MUTATIONS]?.split(',') ?? [],
  /** The Unix socket that its failpoints are controlled on; undefined where it has none. */
  failpointsSocket: process.env[FAILPOINTS_SOCKET],
};

import { releaseServers } from './keeper.ts';

/** Jest's `globalTeardown` beside any of the global setups. */
export default releaseServers;

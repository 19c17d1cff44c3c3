/** How a process is told which mutations it has: their names, with commas between. */
export const MUTATIONS = 'MUTATIONS';

/** How a process is told on which Unix socket its failpoints are controlled. */
export const FAILPOINTS_SOCKET = 'FAILPOINTS_SOCKET';

import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { announceServer, type TestServer } from './config.ts';
import { placeOfServers } from './place-of-servers.ts';

const STOP_DEADLINE_MS = 15_000;
const keepers = new Map<TestServer, ChildProcess>();

/**
 * Starts a server for this Jest run in a process of its own, which lives as long as its stdin is open: however Jest
 * ends, also when it is killed, the server goes and takes its data with it. A run over several projects starts it once.
 */
export async function keepServer(server: TestServer, program: string): Promise<void> {
  if (keepers.has(server)) return;
  // In the environment from here on: all workers and keepers of the run are told the same.
  await placeOfServers();
  const keeper = spawn(process.execPath, ['--conditions=@twinshop/source', program], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  keepers.set(server, keeper);
  const lines = createInterface({ input: keeper.stdout! });
  const url = await Promise.race([
    once(lines, 'line').then(([line]) => String(line)),
    once(keeper, 'exit').then(() => undefined),
  ]);
  if (url === undefined) throw new Error(`The ${server} of this test run did not start: see above.`);
  announceServer(server, url);
}

export async function releaseServers(): Promise<void> {
  await Promise.all(
    [...keepers].map(async ([server, keeper]) => {
      keepers.delete(server);
      const exited = once(keeper, 'exit', { signal: AbortSignal.timeout(STOP_DEADLINE_MS) });
      keeper.stdin!.end();
      await exited;
    }),
  );
}

import { once } from 'node:events';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

interface KeptServer {
  url: string;
  /** What it is, for people. */
  what: string;
  stop(): Promise<void>;
}

/** A keeper process: starts a server in a folder of its own, prints its URL, and undoes both when stdin closes. */
export async function keepUntilReleased(
  name: string,
  start: (folder: string) => Promise<KeptServer>,
): Promise<void> {
  // Ctrl-C reaches the whole process group; what ends a keeper is the end of Jest.
  process.on('SIGINT', () => undefined);
  const folder = await mkdtemp(path.join(tmpdir(), 'twinshop-test-'));
  try {
    // PostgreSQL may run as another user, who must get through.
    await chmod(folder, 0o711);
    const released = once(process.stdin.resume(), 'close');
    const server = await start(folder);
    process.stderr.write(`${name} of this test run: ${server.what}\n`);
    process.stdout.write(`${server.url}\n`);
    await released;
    await server.stop();
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

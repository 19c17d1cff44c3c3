import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';

/**
 * Has somebody outlive this process: however it ends, also by SIGKILL or inside Jest, where no signal is heard, the
 * shop on a temporary home is then ended and its data deleted.
 * @returns waits until the guardian has done so; to be called once the shop has stopped
 */
export function guard(home: string): () => Promise<void> {
  // In a session of its own: Ctrl-C is for those it guards against.
  const guardian = spawn(
    process.execPath,
    ['--conditions=@twinshop/source', path.join(import.meta.dirname, 'guardian.process.ts'), home],
    { detached: true, stdio: ['pipe', 'ignore', 'inherit'] },
  );
  const ended = once(guardian, 'exit');
  return async () => {
    guardian.stdin.end();
    await ended;
  };
}

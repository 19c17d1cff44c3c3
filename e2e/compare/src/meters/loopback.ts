import type { SentBytes } from './meters.ts';
import { parseLoopbackBytes } from './kernel-text.ts';
import { readProcFile } from './proc-file.ts';

/** What this machine has sent to itself: every hop of a shop whose processes all run on it. */
export function loopbackBytes(): SentBytes | undefined {
  const text = readProcFile('/proc/net/dev');
  const bytes = text === undefined ? undefined : parseLoopbackBytes(text);
  return bytes === undefined ? undefined : { loopback: bytes };
}

import { open, stat } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';

const CHUNK_BYTES = 64 * 1024;
const POLL_MS = 200;

/** The last lines of a file, however big it is, and the offset of its end in bytes. */
export async function lastLinesOf(file: string, count: number): Promise<{ lines: string[]; end: number }> {
  const handle = await open(file);
  try {
    const { size } = await handle.stat();
    let from = size;
    let text = Buffer.alloc(0);
    while (from > 0 && text.toString('latin1').split('\n').length <= count + 1) {
      const length = Math.min(CHUNK_BYTES, from);
      from -= length;
      const { buffer } = await handle.read(Buffer.alloc(length), 0, length, from);
      text = Buffer.concat([buffer, text]);
    }
    const lines = text.toString('utf8').split('\n');
    if (lines.at(-1) === '') lines.pop();
    return { lines: count === 0 ? [] : lines.slice(-count), end: size };
  } finally {
    await handle.close();
  }
}

/** Calls back with each line that is appended, for ever; begins again where the file was replaced by a shorter one. */
export async function followLog(file: string, from: number, onLine: (line: string) => void): Promise<never> {
  let offset = from;
  let rest = Buffer.alloc(0);
  for (;;) {
    const size = await stat(file).then(
      (found) => found.size,
      () => offset,
    );
    if (size < offset) [offset, rest] = [0, Buffer.alloc(0)];
    if (size > offset) {
      const handle = await open(file);
      const { buffer, bytesRead } = await handle.read(Buffer.alloc(size - offset), 0, size - offset, offset);
      await handle.close();
      offset += bytesRead;
      const lines = Buffer.concat([rest, buffer.subarray(0, bytesRead)])
        .toString('utf8')
        .split('\n');
      rest = Buffer.from(lines.pop()!);
      lines.forEach(onLine);
    }
    await delay(POLL_MS);
  }
}

/** What the kernel of Linux tells in the files of /proc, as text. */

/** Ticks of all processors together since the machine’s start: see proc_stat(5). */
export interface ProcessorTime {
  total: number;
  /** Spent in processes; without what interrupts took, as the loopback’s packets are among them. */
  inProcesses: number;
  /** That the machine wanted and its host gave to another. */
  stolen: number;
}

/** @param text of `/proc/stat` */
export function parseProcessorTime(text: string): ProcessorTime {
  const line = /^cpu +(.+)$/m.exec(text)?.[1];
  if (line === undefined) throw new Error('/proc/stat has no line for all processors.');
  // Guests’ time comes after these, and is in `user` and `nice` already.
  const [user = 0, nice = 0, system = 0, idle = 0, waiting = 0, interrupts = 0, soft = 0, stolen = 0] = line
    .split(' ')
    .map(Number);
  const inProcesses = user + nice + system;
  return { inProcesses, stolen, total: inProcesses + idle + waiting + interrupts + soft + stolen };
}

/**
 * Bytes that were sent over the loopback, headers of TCP and IP included.
 * @param text of `/proc/net/dev`
 */
export const parseLoopbackBytes = (text: string): number | undefined => sentByInterface(text).get('lo');

/**
 * Bytes that were sent to anybody else: by all interfaces but the loopback.
 * @param text of `/proc/<pid>/net/dev`
 */
export const parseBytesToOthers = (text: string): number =>
  [...sentByInterface(text)].reduce((sum, [name, bytes]) => (name === 'lo' ? sum : sum + bytes), 0);

const sentByInterface = (text: string): Map<string, number> =>
  new Map(
    [...text.matchAll(/^\s*([^\s:|]+):\s*(.+)$/gm)].map(([, name, counters]) => [
      name!,
      Number(counters!.trim().split(/\s+/)[8]),
    ]),
  );

/**
 * Bytes of memory that a process accounts for: its own, and its share of what it has in common with others (PSS).
 * @param text of `/proc/<pid>/smaps_rollup`
 */
export function parseProportionalBytes(text: string): number | undefined {
  const kibibytes = /^Pss:\s+(\d+) kB$/m.exec(text)?.[1];
  return kibibytes === undefined ? undefined : Number(kibibytes) * 1024;
}

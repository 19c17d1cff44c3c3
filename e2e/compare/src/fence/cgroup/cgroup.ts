import { existsSync, mkdirSync, readdirSync, readFileSync, rmdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Place } from '@twinshop/processes';

/**
 * How often the kernel hands out time anew. Short, so that who has used up its share waits for milliseconds: with the
 * kernel's usual 100 ms, the limit itself would be what a 99th percentile shows.
 */
const PERIOD_US = 10_000;
const GONE_WITHIN_MS = 10_000;
const PREFIX = 'twinshop-';

export interface Limits {
  /** Processors' worth of time. */
  cpus: number;
  memoryMb: number;
}

/** A group’s folder in one tree, and that of the group that its maker is in. */
export interface Branch {
  folder: string;
  outside: string;
}

/** A control group of Linux, of either version: whatever is inside shares what it is given. */
export class Cgroup {
  readonly #version: 1 | 2;
  /** In each tree that it is part of. */
  readonly branches: readonly Branch[];
  readonly #cpu: string;
  readonly #memory: string | undefined;
  readonly #traces: readonly Branch[];

  private constructor(place: Place, name: string) {
    const inside = (folder: string): string => path.join(folder, `${PREFIX}${process.pid}-${name}`);
    this.#version = place.version;
    this.#cpu = inside(place.cpu);
    this.#memory = place.memory === undefined ? undefined : inside(place.memory);
    this.branches = foldersOf(place).map((folder) => ({
      folder: inside(folder),
      outside: place.outside ?? folder,
    }));
    this.#traces = (place.traces ?? []).map((folder) => ({ folder: inside(folder), outside: folder }));
  }

  /** @throws the system's error where this user, or this place, can’t have one; nothing is left of it then */
  static make(place: Place, name: string, { cpus, memoryMb }: Limits): Cgroup {
    const group = new Cgroup(place, name);
    try {
      if (place.version === 2) writeFileSync(path.join(place.cpu, 'cgroup.subtree_control'), '+cpu +memory');
      for (const { folder } of group.branches) mkdirSync(folder);
      group.setCpus(cpus);
      group.#setMemory(memoryMb * 1024 * 1024);
      return group;
    } catch (error) {
      group.discard();
      throw error;
    }
  }

  get limitsMemory(): boolean {
    return this.#memory !== undefined;
  }

  setCpus(cpus: number): void {
    const quota = Math.round(cpus * PERIOD_US);
    if (this.#version === 2) return writeFileSync(path.join(this.#cpu, 'cpu.max'), `${quota} ${PERIOD_US}`);
    writeFileSync(path.join(this.#cpu, 'cpu.cfs_period_us'), String(PERIOD_US));
    writeFileSync(path.join(this.#cpu, 'cpu.cfs_quota_us'), String(quota));
  }

  #setMemory(bytes: number): void {
    if (this.#memory === undefined) return;
    const [memory, swap] =
      this.#version === 2
        ? (['memory.max', { file: 'memory.swap.max', bytes: 0 }] as const)
        : (['memory.limit_in_bytes', { file: 'memory.memsw.limit_in_bytes', bytes }] as const);
    writeFileSync(path.join(this.#memory, memory), String(bytes));
    const swapFile = path.join(this.#memory, swap.file);
    if (existsSync(swapFile)) writeFileSync(swapFile, String(swap.bytes));
  }

  /** The most memory that was held at a time, in bytes, files that are kept at hand included; undefined where unknown. */
  get memoryPeakBytes(): number | undefined {
    if (this.#memory === undefined) return undefined;
    const file = path.join(this.#memory, this.#version === 2 ? 'memory.peak' : 'memory.max_usage_in_bytes');
    return existsSync(file) ? Number(readFileSync(file, 'utf8')) : undefined;
  }

  /** Processes that are inside as far as processor time is concerned. */
  get processIds(): number[] {
    return membersOf(this.#cpu);
  }

  /** Moves a process with all its threads to where this one is; its children stay. */
  release(pid: number): void {
    for (const { outside } of this.branches) move(pid, outside);
  }

  /** Removes it if nobody is inside. */
  discard(): void {
    for (const { folder } of this.branches) removed(folder);
  }

  /** Removes it, after letting out who is inside. @throws when that doesn’t come to an end */
  remove(): Promise<void> {
    return removeBranches([...this.branches, ...this.#traces]);
  }
}

/** Removes a group, after moving out what is still in it. @throws when that doesn’t come to an end */
export async function removeBranches(branches: readonly Branch[]): Promise<void> {
  const deadline = Date.now() + GONE_WITHIN_MS;
  for (const { folder, outside } of branches)
    while (existsSync(folder)) {
      for (const pid of membersOf(folder)) move(pid, outside);
      if (removed(folder)) break;
      if (Date.now() > deadline) throw new Error(`The control group ${folder} could not be removed.`);
      await delay(20);
    }
}

/** Removes what runs have left that were killed: groups whose maker is gone, and that nobody is in. */
export function sweepLeftGroups(place: Place): void {
  for (const folder of [...foldersOf(place), ...(place.traces ?? [])])
    for (const name of readdirSync(folder)) {
      const maker = new RegExp(`^${PREFIX}(\\d+)-`).exec(name)?.[1];
      if (maker !== undefined && !existsSync(`/proc/${maker}`)) removed(path.join(folder, name));
    }
}

const foldersOf = ({ cpu, memory }: Place): string[] => [
  ...new Set([cpu, ...(memory === undefined ? [] : [memory])]),
];

function membersOf(folder: string): number[] {
  const list = path.join(folder, 'cgroup.procs');
  return existsSync(list) ? readFileSync(list, 'utf8').trim().split('\n').filter(Boolean).map(Number) : [];
}

function move(pid: number, to: string): void {
  try {
    writeFileSync(path.join(to, 'cgroup.procs'), String(pid));
  } catch (error) {
    // It has ended meanwhile.
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

/** False while somebody is inside. */
function removed(folder: string): boolean {
  try {
    rmdirSync(folder);
    return true;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return true;
    if (code === 'EBUSY') return false;
    throw error;
  }
}

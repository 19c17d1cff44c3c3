import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { placeOfEngine, placesFor, type Place } from '@twinshop/processes';
import { Cgroup, sweepLeftGroups, type Limits } from './cgroup/cgroup.ts';
import { divideCores, moveToCore, onCores, usableCores, type Cores } from './cores.ts';
import type { Enclosure, Fence } from './fence.ts';
import { inWords } from './in-words.ts';

/** Enough for either variant not to be short of it. */
const MEMORY_MB = 2_048;
const TRIED_WITHIN_MS = 10_000;

export interface Wanted {
  /** Processors’ worth of time for a whole shop; all but one, up to four, unless told. */
  cpus?: number;
  /** For a whole shop; 2,048 unless told. */
  memoryMb?: number;
}

/**
 * The best fence that this system and user can have: a control group, else cores that are kept apart, else none. What
 * earlier runs have left is removed.
 * @throws where more processors are wanted than can be kept apart from the load
 */
export function chooseFence(wanted: Wanted = {}): Fence {
  const { limits, cores } = divide(wanted);
  const place = placeThatWorks(places(placesFor), limits);
  if (place !== undefined) return cgroupFence('cgroup', place, limits, cores);
  return cores === undefined ? noFence() : affinityFence('affinity', cores);
}

/**
 * The same for shops in containers. A group of theirs is where their engine looks for it, and only an engine that makes
 * groups itself takes one that it is given.
 * @param cgroupDriver as the engine calls it: `cgroupfs`, `systemd`
 * @throws where more processors are wanted than can be kept apart from the load
 */
export function chooseContainerFence(cgroupDriver: string, wanted: Wanted = {}): Fence {
  const { limits, cores } = divide(wanted);
  const found = cgroupDriver === 'cgroupfs' ? places(placesOfEngine) : [];
  const place = placeThatWorks(found, limits);
  if (place !== undefined) return cgroupFence('containers', place, limits, cores);
  return cores === undefined ? noFence() : affinityFence('containers', cores);
}

function divide({ cpus, memoryMb = MEMORY_MB }: Wanted): { limits: Limits; cores: Cores | undefined } {
  if (cpus !== undefined && !(cpus > 0)) throw new Error(`A shop can’t have ${cpus} processors.`);
  const usable = usableCores() ?? [];
  const cores = divideCores(usable, cpus === undefined ? undefined : Math.ceil(cpus));
  if (usable.length > 1 && cores === undefined)
    throw new Error(
      `The shop can have ${usable.length - 1} of ${usable.length} processors at most, not ${cpus}: one is the load’s.`,
    );
  return { cores, limits: { cpus: cpus ?? cores?.shop.length ?? ofOneCore, memoryMb } };
}

/** Of the time of a machine with one processor, half is the load’s. */
const ofOneCore = 0.5;

function cgroupFence(
  kind: 'cgroup' | 'containers',
  place: Place,
  limits: Limits,
  cores: Cores | undefined,
): Fence {
  const facts = {
    kind,
    cpus: limits.cpus,
    ...(place.memory === undefined ? {} : { memoryMb: limits.memoryMb }),
  } as const;
  return {
    record: { ...facts, words: inWords(facts, cores) },
    cores,
    enclose(name) {
      const group = Cgroup.make(place, name, limits);
      return {
        prefix: [...entering(group), ...(cores === undefined ? [] : onCores(cores.shop))],
        branches: group.branches,
        get processIds() {
          return group.processIds;
        },
        get memoryPeakBytes() {
          return group.memoryPeakBytes;
        },
        setCpus: (cpus) => group.setCpus(cpus),
        release(pid) {
          group.release(pid);
          if (cores !== undefined) moveToCore(pid, cores.load);
        },
        remove: () => group.remove(),
      };
    },
  };
}

function affinityFence(kind: 'affinity' | 'containers', cores: Cores): Fence {
  const facts = { kind, cpus: cores.shop.length } as const;
  return {
    record: { ...facts, words: inWords(facts, cores) },
    cores,
    enclose: () => ({
      ...unlimited,
      prefix: onCores(cores.shop),
      release: (pid) => moveToCore(pid, cores.load),
    }),
  };
}

function noFence(): Fence {
  const facts = { kind: 'none' } as const;
  return {
    record: { ...facts, words: inWords(facts, undefined) },
    cores: undefined,
    enclose: () => unlimited,
  };
}

const unlimited: Enclosure = {
  prefix: [],
  branches: [],
  processIds: undefined,
  memoryPeakBytes: undefined,
  setCpus() {
    throw new Error('Only a control group can be given another share of the processor.');
  },
  release: () => undefined,
  remove: async () => undefined,
};

/** Goes before a command: enters the group as a shell, and becomes the command. */
function entering({ branches }: Cgroup): string[] {
  const enter = branches.map((_, index) => `echo $$ > "$${index + 1}/cgroup.procs"`);
  return [
    'sh',
    '-c',
    `${enter.join(' && ')} && shift ${branches.length} && exec "$@"`,
    'sh',
    ...branches.map(({ folder }) => folder),
  ];
}

/** Found by trying: whether a group can be made, and entered, depends on who runs this and who has set up the machine. */
function placeThatWorks(places: readonly Place[], limits: Limits): Place | undefined {
  for (const place of places)
    try {
      sweepLeftGroups(place);
      const trial = Cgroup.make(place, 'trial', limits);
      try {
        const [program, ...words] = [...entering(trial), 'true'];
        execFileSync(program!, words, { timeout: TRIED_WITHIN_MS, stdio: 'ignore' });
      } finally {
        trial.discard();
      }
      return place;
    } catch {
      continue;
    }
  return undefined;
}

const placesOfEngine = (mounts: string): Place[] =>
  [placeOfEngine(mounts)].filter((place) => place !== undefined);

function places(find: (mounts: string, groups: string) => Place[]): Place[] {
  try {
    return find(readFileSync('/proc/self/mountinfo', 'utf8'), readFileSync('/proc/self/cgroup', 'utf8'));
  } catch {
    return [];
  }
}

import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { endChild } from '@twinshop/processes';
import { onCores, type Cores } from '../fence/cores.ts';
import { parseProcessorTime, type ProcessorTime } from './kernel-text.ts';
import { judgeNoise, type Lap, type Noise } from './noise.ts';
import { readProcFile } from './proc-file.ts';

const PROGRAM = path.join(import.meta.dirname, 'fixed-work.process.ts');
const ANSWERED_WITHIN_MS = 30_000;
const ENDED_WITHIN_MS = 5_000;
const TICK_MS = 10;
/** Before anything is measured, so that there is a usual to begin with. */
const FIRST_LAPS = 7;

/** Tells whether the machine itself was the same while things were measured on it. */
export interface MachineControl {
  /** To be called just before a stretch of load; does some work on each core, none while the stretch lasts. */
  begin(): Promise<Stretch>;
  close(): Promise<void>;
}

export interface Stretch {
  /**
   * To be called just after it.
   * @param ownCpuMs that the shop, the load and the provider took meanwhile
   */
  end(ownCpuMs: number): Promise<Noise>;
}

/** @param cores that the shop and the load run on; undefined where nobody is told where to run */
export async function openMachineControl(cores: Cores | undefined): Promise<MachineControl> {
  const places = cores === undefined ? [undefined] : [...cores.shop, cores.load];
  const workers = await Promise.all(places.map(openWorker));
  const session: Lap[] = [];
  /** One core after the other: their work could slow each other down where two are one in truth. */
  const lap = async (): Promise<Lap[]> => {
    const laps: Lap[] = [];
    for (const worker of workers) laps.push(await quickest(worker));
    session.push(...laps);
    return laps;
  };
  for (let first = 0; first < FIRST_LAPS; first += 1) await lap();
  return {
    async begin() {
      const lapsBefore = await lap();
      const before = processorTime();
      return {
        async end(ownCpuMs) {
          const after = processorTime();
          const laps = [...lapsBefore, ...(await lap())];
          return judgeNoise({ laps, session, before, after, ownCpuMs, tickMs: TICK_MS });
        },
      };
    },
    async close() {
      await Promise.all(workers.map((worker) => worker.close()));
    },
  };
}

/** Of three, for a shop that puts its things away after a load may get in the way of one; a slow machine slows all. */
async function quickest(worker: Worker): Promise<Lap> {
  const laps = [await worker.lap(), await worker.lap(), await worker.lap()];
  return laps.reduce((best, lap) => (lap.ms < best.ms ? lap : best));
}

interface Worker {
  lap(): Promise<Lap>;
  close(): Promise<void>;
}

async function openWorker(core: number | undefined): Promise<Worker> {
  const [program, ...words] = [
    ...(core === undefined ? [] : onCores([core])),
    process.execPath,
    '--disable-warning=ExperimentalWarning',
    PROGRAM,
  ];
  const child = spawn(program!, words, { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  const exited = once(child, 'exit').catch(() => undefined);
  await answerOf(child);
  return {
    async lap() {
      const answer = answerOf(child);
      child.send('lap', () => undefined);
      return { core, ms: (await answer) as number };
    },
    close: () =>
      endChild(child, exited, [
        ['SIGTERM', ENDED_WITHIN_MS],
        ['SIGKILL', ENDED_WITHIN_MS],
      ]),
  };
}

async function answerOf(child: ChildProcess): Promise<unknown> {
  const settled = new AbortController();
  const signal = AbortSignal.any([settled.signal, AbortSignal.timeout(ANSWERED_WITHIN_MS)]);
  try {
    const ended = once(child, 'exit', { signal }).then(() => {
      throw new Error('The process that controls the machine’s speed ended.');
    });
    const [answer] = await Promise.race([once(child, 'message', { signal }), ended]);
    return answer;
  } finally {
    settled.abort();
  }
}

function processorTime(): ProcessorTime | undefined {
  const text = readProcFile('/proc/stat');
  return text === undefined ? undefined : parseProcessorTime(text);
}

import type autocannon from 'autocannon';
import { cpuTime } from '@twinshop/processes';
import { load, type Measured } from './load.ts';
import { median } from './statistics.ts';

export interface Contestant {
  name: string;
  url: string;
  pid: number;
  requests: autocannon.Request[];
}

export interface Sizes {
  rounds: number;
  /** of each contestant's run in a round */
  seconds: number;
  connections: number;
}

export interface Standing extends Measured {
  name: string;
  /** microseconds of CPU in the server's process per request */
  cpuPerRequest: number | undefined;
}

export interface Outcome {
  subject: Standing;
  reference: Standing;
  /** Requests per second of the subject to those of the reference: the median over the rounds, and each of them. */
  ratio: number;
  ratios: number[];
}

/**
 * Two servers under the same load, in short runs that alternate, so that a machine that is now faster and now slower is
 * so for both. Who goes first changes each round.
 */
export const contest = async (
  subject: Contestant,
  reference: Contestant,
  sizes: Sizes,
  onRound: (round: number) => void,
): Promise<Outcome> => {
  const warmUp = { ...sizes, seconds: 1 };
  await run(subject, warmUp);
  await run(reference, warmUp);
  const rounds: [Standing, Standing][] = [];
  for (let round = 0; round < sizes.rounds; round += 1) {
    if (round % 2 === 0) {
      const first = await run(subject, sizes);
      rounds.push([first, await run(reference, sizes)]);
    } else {
      const first = await run(reference, sizes);
      rounds.push([await run(subject, sizes), first]);
    }
    onRound(round + 1);
  }
  const ratios = rounds.map(([s, r]) => s.requestsPerSecond / r.requestsPerSecond);
  return {
    subject: standing(rounds.map(([s]) => s)),
    reference: standing(rounds.map(([, r]) => r)),
    ratio: median(ratios),
    ratios,
  };
};

const run = async (
  { name, url, pid, requests }: Contestant,
  sizes: Omit<Sizes, 'rounds'>,
): Promise<Standing> => {
  const before = cpuTime(pid);
  const measured = await load({ url, requests, ...sizes });
  const after = cpuTime(pid);
  const requestsMade = measured.requestsPerSecond * sizes.seconds;
  const cpuPerRequest =
    before === undefined || after === undefined ? undefined : ((after - before) * 1000) / requestsMade;
  return { name, ...measured, cpuPerRequest };
};

const standing = (runs: readonly Standing[]): Standing => {
  const cpu = runs.map(({ cpuPerRequest }) => cpuPerRequest).filter((value) => value !== undefined);
  return {
    name: runs[0]!.name,
    requestsPerSecond: median(runs.map((one) => one.requestsPerSecond)),
    p50: median(runs.map((one) => one.p50)),
    p99: median(runs.map((one) => one.p99)),
    cpuPerRequest: cpu.length === 0 ? undefined : median(cpu),
  };
};

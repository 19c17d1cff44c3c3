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
 * Servers under the same load, in short runs that alternate, so that a machine that is now faster and now slower is so for
 * all. Who goes first changes each round.
 * @returns for each subject how it stands beside the reference
 */
export const contest = async <const Subjects extends readonly Contestant[]>(
  subjects: Subjects,
  reference: Contestant,
  sizes: Sizes,
  onRound: (round: number) => void,
): Promise<{ [Index in keyof Subjects]: Outcome }> => {
  const all = [...subjects, reference];
  for (const contestant of all) await run(contestant, { ...sizes, seconds: 1 });
  const runs = new Map<Contestant, Standing[]>(all.map((contestant) => [contestant, []]));
  for (let round = 0; round < sizes.rounds; round += 1) {
    const first = round % all.length;
    for (const contestant of [...all.slice(first), ...all.slice(0, first)])
      runs.get(contestant)!.push(await run(contestant, sizes));
    onRound(round + 1);
  }
  const referred = runs.get(reference)!;
  const outcomeOf = (subject: Contestant): Outcome => {
    const own = runs.get(subject)!;
    const ratios = own.map((standing, nth) => standing.requestsPerSecond / referred[nth]!.requestsPerSecond);
    return { subject: standing(own), reference: standing(referred), ratio: median(ratios), ratios };
  };
  return subjects.map(outcomeOf) as { [Index in keyof Subjects]: Outcome };
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

import type { Fence } from '../record/compare-record.ts';
import type { Cores } from './cores.ts';

/** What the report says of a fence of this machine’s own. */
export function inWords({ kind, cpus, memoryMb }: Omit<Fence, 'words'>, cores: Cores | undefined): string {
  const apart =
    cores === undefined
      ? 'the load and the payment provider shared its processors with the shop'
      : `the load and the payment provider ran outside of it, on core ${cores.load}`;
  const where = cores === undefined ? '' : ` on ${coresInWords(cores.shop)}`;
  if (kind === 'cgroup') {
    const memory = memoryMb === undefined ? '' : ` and ${memoryMb} MB of memory`;
    const but = memoryMb === undefined ? ' Memory was not limited: this kernel doesn’t.' : '';
    return `Either shop had ${timeInWords(cpus!)}${where}${memory} for all of it: PostgreSQL, Redis, the gateway and every program ran in one control group; ${apart}.${but}`;
  }
  if (kind === 'containers') {
    const [given, but] =
      memoryMb === undefined
        ? [
            'the same processors',
            ' Memory was not limited: this user may not make control groups, or the engine takes none.',
          ]
        : [`${timeInWords(cpus!)} and ${memoryMb} MB of memory for all of them, in one control group`, ''];
    return `Either shop ran in containers${where}, those of PostgreSQL, Redis and the gateway among them, which had ${given}, and no limits of their own; ${apart}.${but}`;
  }
  if (kind === 'affinity')
    return `Either shop ran${where} alone: PostgreSQL, Redis, the gateway and every program; ${apart}. Memory was not limited: this user may not make control groups.`;
  return `Nothing limited the shops: this system can’t tell processes where to run. They had the whole machine, which they shared with the load, so differences in throughput are to be taken with care.`;
}

const timeInWords = (cpus: number): string =>
  cpus === 1 ? 'the time of 1 processor' : `the time of ${cpus} processors`;

const coresInWords = (cores: readonly number[]): string =>
  cores.length === 1 ? `core ${cores[0]}` : `cores ${cores.slice(0, -1).join(', ')} and ${cores.at(-1)}`;

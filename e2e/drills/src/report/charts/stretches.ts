import { type Lane, moment, type Tone } from '@twinshop/report';
import type { RunRecord, Second } from '../../record/drill-record.ts';
import { sinceFault } from '../clock.ts';

interface StateAt {
  state: string;
  tone: Tone;
}

/** Seconds in the same state, one after the other, as one stretch; undefined is a gap. */
export function laneOf(name: string, run: RunRecord, read: (second: Second) => StateAt | undefined): Lane {
  const stretches: (StateAt & { from: number; to: number })[] = [];
  run.seconds.forEach((second, index) => {
    const now = read(second);
    if (!now) return;
    const from = sinceFault(run, second.atMs);
    const to = sinceFault(run, run.seconds[index + 1]?.atMs ?? second.atMs + 1000);
    const last = stretches.at(-1);
    if (last?.state === now.state && last.to === from) last.to = to;
    else stretches.push({ ...now, from, to });
  });
  const describes = stretches
    .map(({ state, from, to }) => `${state} ${moment(from * 1000)} to ${moment(to * 1000)}`)
    .join(', ');
  return { name, stretches, describes };
}

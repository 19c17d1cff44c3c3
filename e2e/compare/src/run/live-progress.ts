import { SingleBar } from 'cli-progress';
import type { Progress } from './compare.ts';

/**
 * A bar with the time that is left, as the trials so far have taken; a line for each thing that is done where nobody looks at
 * a terminal.
 * @param trials that there will be
 */
export function liveProgress(trials: number): Progress & { end(): void } {
  const isTerminal = process.stderr.isTTY;
  const bar = new SingleBar({
    format: '  {bar} {percentage}%  {left} left  {words}',
    barCompleteChar: '█',
    barIncompleteChar: '░',
    barsize: 24,
    stopOnComplete: true,
    clearOnComplete: true,
    hideCursor: true,
  });
  const begun = performance.now();
  let done = 0;
  let words = '';
  const left = (): string => {
    if (done === 0) return '…';
    const seconds = Math.round((((performance.now() - begun) / done) * (trials - done)) / 1_000);
    return seconds < 90 ? `${seconds} s` : `${Math.round(seconds / 60)} min`;
  };
  const show = (): void => bar.update(Math.min(done, trials), { left: left(), words });
  if (isTerminal) bar.start(trials, 0, { left: '…', words });
  return {
    doing(next) {
      words = next;
      if (isTerminal) show();
      else process.stderr.write(`${next} (${left()} left)\n`);
    },
    trial() {
      done += 1;
      if (isTerminal) show();
    },
    refused({ experiment, because }) {
      if (!isTerminal) process.stderr.write(`  refused, and done again (${experiment}): ${because}\n`);
    },
    end() {
      if (isTerminal) bar.stop();
    },
  };
}

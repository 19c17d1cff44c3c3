import { createInterface } from 'node:readline';
import type { LoadPlan } from '../load.ts';
import { play } from './play.ts';

// A terminal’s Ctrl-C comes here too; when to end is for whoever waits for the result.
process.on('SIGINT', () => undefined);

/**
 * A line with a plan comes in, a line with the result goes out. The input stays open for as long as whoever wants the
 * result lives.
 */
const lines = createInterface({ input: process.stdin });
lines.on('close', () => process.exit(1));
lines.once('line', (line) => {
  void play(JSON.parse(line) as LoadPlan).then((result) => {
    process.stdout.write(`${JSON.stringify(result)}\n`, () => process.exit(0));
  });
});

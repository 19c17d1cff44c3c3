import { randomInt } from 'node:crypto';
import path from 'node:path';
import { seededBugs, toggles, type Mutation } from '@twinshop/mutations';
import { Command, InvalidArgumentError, Option } from 'commander';
import pc from 'picocolors';
import { VARIANTS, type Variant } from '../record/drill-record.ts';
import { KIND_NAMES } from './kinds.ts';
import { LiveSoak } from './live-soak.ts';
import { verdictOf } from './print-verdict.ts';
import { writeSoakReport } from './report/write-soak-report.ts';
import { soak } from './soak.ts';

const EXAMPLES = `
Random faults of many kinds while orders flow: processes, PostgreSQL and Redis killed, paused, cut off, slowed down, their
clocks wrong; a payment provider that fails, loses replies or is away. Customers repeat keys, take orders back, want what
is scarce and pay with cards that are declined, all at once. Then all is healed, what has no answer is asked for again,
and the checker looks at every order, payment, message and piece of stock. Each variant has a shop of its own: a running
one is left alone. It ends with a page in reports/soak/; exits with 1 where anything is wrong.

Examples:
  ./shop soak                                       1,000 orders, 20 faults, on both variants: three minutes
  ./shop soak --orders 20000 --faults 100           a long one: twenty minutes
  ./shop soak --seed 7 --on microservices           the same faults again, on one variant
  ./shop soak --kinds black-hole process-killed     only these
  ./shop soak --without inbox-apart --on microservices    a shop with a bug, which should be found
`;

interface Options {
  orders: number;
  faults: number;
  seed?: number;
  on: Variant | 'both';
  kinds?: string[];
  without: string[];
}

/** Guards that can be taken away, and bugs that can be put in. */
const mutations: readonly Mutation[] = Object.values({ ...toggles, ...seededBugs });

await new Command('./shop soak')
  .description('Break a shop at random while orders flow, and see whether it keeps its promises.')
  .option('--orders <n>', 'accepted orders, on each variant', positive, 1_000)
  .option('--faults <n>', 'spread over them', positive, 20)
  .option('--seed <n>', 'repeats faults and customers', wholeNumber)
  .addOption(new Option('--on <variant>', 'which shop').choices([...VARIANTS, 'both']).default('both'))
  .addOption(new Option('--kinds <names...>', 'only faults of these kinds').choices(KIND_NAMES))
  .addOption(
    new Option('--without <names...>', 'take guards away, or put bugs in: does the soak find out?')
      .choices(mutations.map(({ name }) => name))
      .default([], 'none'),
  )
  .addHelpText('after', EXAMPLES)
  .action(run)
  .parseAsync();

async function run({
  orders,
  faults,
  seed = randomInt(1, 1_000_000),
  on,
  kinds,
  without,
}: Options): Promise<void> {
  const command = [
    `./shop soak --orders ${orders} --faults ${faults} --seed ${seed}`,
    ...(on === 'both' ? [] : [`--on ${on}`]),
    ...(kinds === undefined ? [] : [`--kinds ${kinds.join(' ')}`]),
    ...(without.length === 0 ? [] : [`--without ${without.join(' ')}`]),
  ].join(' ');
  say(`${pc.bold('Soak')}, seed ${seed}. Again: ${command}`);
  const folder = path.join('reports', 'soak', new Date().toISOString().replaceAll(/[:.]/g, '-'));
  const off = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.on(signal, () => {
      if (!off.signal.aborted) say('\nStopping …');
      off.abort();
    });
  try {
    const record = await soak({
      variants: on === 'both' ? VARIANTS : [on],
      orders,
      faults,
      seed,
      kinds,
      without: mutations.filter(({ name }) => without.includes(name)),
      command,
      folder,
      signal: off.signal,
      spectatorOf(variant) {
        say(`\n${pc.bold(variant)}`);
        return new LiveSoak({ orders, faults });
      },
    });
    const page = await writeSoakReport(record, folder);
    say(verdictOf(record));
    say(`\n${pc.bold('The page:')} ${page}`);
    if (!record.passed) process.exitCode = 1;
  } catch (error) {
    if (!off.signal.aborted) throw error;
    process.exitCode = 130;
  }
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

function positive(text: string): number {
  if (/^[1-9]\d{0,6}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('It must be a whole number from 1.');
}

function wholeNumber(text: string): number {
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('It must be a whole number from 0.');
}

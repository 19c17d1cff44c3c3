import { json } from 'node:stream/consumers';
import { asUsual, connectShop } from '@twinshop/local';
import pg from 'pg';
import { ModuleMove } from '../../data/index.ts';
import type { HandOverOrder, HandOverReport } from './apart.ts';
import { handOver } from './hand-over.ts';

/** Any number: two hand-overs, of which the first one’s migration was killed, take turns. */
const TURN = 7_301_949;

// Whoever began this may have been killed: then nobody hears.
process.stdout.on('error', () => undefined);

const { home, move: options, epoch, gateway } = (await json(process.stdin)) as HandOverOrder;
const control = connectShop(home);
const move = new ModuleMove(options);
const turn = new pg.Client({
  connectionString: options.adminUrl,
  connectionTimeoutMillis: 5_000,
  statement_timeout: 30_000,
});
// Whose turn it was is told by the query that follows.
turn.on('error', () => undefined);
await turn.connect();
await turn.query('SELECT pg_advisory_lock($1)', [TURN]);

asUsual(process.pid);
process.stdout.write(JSON.stringify(await attempt()));
await turn.end().catch(() => undefined);

async function attempt(): Promise<HandOverReport> {
  try {
    return { ms: await handOver(move, epoch, (how) => control.configureGateway(gateway[how])) };
  } catch (error) {
    return { failure: (error as Error).message };
  }
}

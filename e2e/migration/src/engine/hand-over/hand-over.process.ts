import { json } from 'node:stream/consumers';
import { asUsual, connectShop } from '@twinshop/local';
import pg from 'pg';
import { ModuleMove } from '../../data/index.ts';
import type { HandOverOrder, HandOverReport } from './apart.ts';
import { handOver } from './hand-over.ts';

/** Any number: two hand-overs, of which the first one’s migration was killed, take turns. */
const TURN = 7_301_949;
/** Longer than a hand-over that has to open the old place again while PostgreSQL restarts. */
const TURN_WITHIN_MS = 90_000;
const LOCK_NOT_AVAILABLE = '55P03';

// Whoever began this may have been killed: then nobody hears.
process.stdout.on('error', () => undefined);

const { home, move: options, epoch, gateway } = (await json(process.stdin)) as HandOverOrder;
const control = connectShop(home);
const move = new ModuleMove(options);
const turn = new pg.Client({
  connectionString: options.adminUrl,
  connectionTimeoutMillis: 5_000,
  lock_timeout: TURN_WITHIN_MS,
});
// Whose turn it was is told by the query that follows.
turn.on('error', () => undefined);

process.stdout.write(JSON.stringify(await attempt()));
await turn.end().catch(() => undefined);

async function attempt(): Promise<HandOverReport> {
  try {
    await takeTurn();
    asUsual(process.pid);
    return { ms: await handOver(move, epoch, (how) => control.configureGateway(gateway[how])) };
  } catch (error) {
    return { failure: (error as Error).message };
  }
}

async function takeTurn(): Promise<void> {
  await turn.connect();
  try {
    await turn.query('SELECT pg_advisory_lock($1)', [TURN]);
  } catch (error) {
    if ((error as { code?: unknown }).code !== LOCK_NOT_AVAILABLE) throw error;
    throw new Error('A hand-over that was begun before has not ended yet', { cause: error });
  }
}

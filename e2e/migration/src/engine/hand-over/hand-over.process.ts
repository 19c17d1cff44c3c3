import { json } from 'node:stream/consumers';
import { asUsual, connectShop } from '@twinshop/local';
import { ModuleMove } from '../../data/index.ts';
import { takeSessionLock, type SessionLock } from '../../state/session-lock.ts';
import type { HandOverOrder, HandOverReport } from './apart.ts';
import { handOver } from './hand-over.ts';

/** Any number: two hand-overs, of which the first one’s migration was killed, take turns. */
const TURN = 7_301_949;
/** Longer than a hand-over that has to open the old place again while PostgreSQL restarts. */
const TURN_WITHIN_MS = 90_000;

// Whoever began this may have been killed: then nobody hears.
process.stdout.on('error', () => undefined);

const { home, move: options, epoch, gateway } = (await json(process.stdin)) as HandOverOrder;
const control = connectShop(home);
const move = new ModuleMove(options);
let turn: SessionLock | undefined;

process.stdout.write(JSON.stringify(await attempt()));
await turn?.release();

async function attempt(): Promise<HandOverReport> {
  try {
    turn = await takeSessionLock({
      adminUrl: options.adminUrl,
      key: TURN,
      name: 'hand-over',
      withinMs: TURN_WITHIN_MS,
      taken: 'A hand-over that was begun before has not ended yet',
    });
    asUsual(process.pid);
    return { ms: await handOver(move, epoch, (how) => control.configureGateway(gateway[how])) };
  } catch (error) {
    return { failure: (error as Error).message };
  }
}

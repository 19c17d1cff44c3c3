import { eventually } from '@twinshop/testing';
import type { ModuleMove } from '../../data/index.ts';

/** Milliseconds that transactions under way may keep the fence from closing, and that their last changes may need. */
const CLOSE_WITHIN_MS = 1_000;
const ARRIVE_WITHIN_MS = 2_000;

/** Nobody is served where neither place is open: to open the old one again is tried for longer than a database restarts. */
const OPEN_AGAIN_WITHIN_MS = 20_000;
/** Until then the gateway takes everything to the new place by way of the old one. */
const SENT_WITHIN_MS = 20_000;

/** Whom the gateway sends a module's requests to. */
export type Sent =
  /** To the old place, which is asked as the owner only, and on to the new one where it no longer is. */
  'by way of the old place' | 'to the new place';

/**
 * Hands a module over from its old place to the new one (docs/adr/0020): the old place is closed, and what the gateway asks
 * it comes to the new one and is held there; what was written in the old one has arrived, the new place is opened. Where one
 * of these does not come to its end in time, the old place is opened again. Begun again after it was killed, it goes on.
 * @param send has the gateway send so, and resolves when it does
 * @returns milliseconds for which requests were held at most; 0 where the module had been handed over before
 * @throws what went wrong: before the new place was opened, when all is as it was; or that the gateway could not be told
 */
export async function handOver(
  move: ModuleMove,
  epoch: number,
  send: (how: Sent) => Promise<void>,
): Promise<number> {
  const ms = (await move.isHandedOver()) ? 0 : await changeOwner(move, epoch, send);
  await eventually(() => send('to the new place'), {
    within: SENT_WITHIN_MS,
    describe: 'the gateway sends to the new place',
  });
  return ms;
}

async function changeOwner(
  move: ModuleMove,
  epoch: number,
  send: (how: Sent) => Promise<void>,
): Promise<number> {
  // It may have been started anew since it was told, or told something else by a migration that was killed.
  await send('by way of the old place');
  try {
    await move.setState('to', 'opening', epoch);
    const heldSince = performance.now();
    await move.close(epoch, CLOSE_WITHIN_MS);
    await move.untilArrived(epoch, ARRIVE_WITHIN_MS);
    await move.setState('to', 'open', epoch);
    return performance.now() - heldSince;
  } catch (error) {
    await takeBack(move, epoch).catch((hindrance: Error) => {
      throw new Error(`${(error as Error).message}; ${hindrance.message}`, { cause: error });
    });
    throw error;
  }
}

/** What is held in the new place goes back when that is closed: by then the old one is open. */
async function takeBack(move: ModuleMove, epoch: number): Promise<void> {
  const again = { within: OPEN_AGAIN_WITHIN_MS };
  await eventually(() => move.setState('from', 'open', epoch), {
    ...again,
    describe: 'the old place is open again',
  });
  await eventually(() => move.setState('to', 'closed', epoch), {
    ...again,
    describe: 'the new place is closed again',
  });
}

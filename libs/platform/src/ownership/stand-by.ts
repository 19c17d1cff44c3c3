import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance } from 'fastify';
import { Database } from '../database/index.ts';
import { Problem } from '../errors/index.ts';
import { moved, sendProblem } from '../http/problem.filter.ts';
import { within } from '../resilience/within.ts';
import { leaveWorkToOwner } from './own-work.ts';
import { Ownership } from './ownership.ts';

/** In a request: who answers has to own the data, so that nobody reads less than they wrote to its next owner. */
export const OWNER_ONLY_HEADER = 'x-owner-only';

/** Longer than a module takes to move; less than the gateway waits. */
const HOLD_MS = 5_000;

/**
 * Has an application stand by while its data is not its own to write (see `Ownership`): it is warm, answers from a copy, and
 * refuses what it can't write (421); it holds every request while the data is about to be its own, refuses these as well
 * (421) where it is not handed over after all, begins its own work, such as schedules, relays and queues, when it is
 * handed over, and lays that down while the data is elsewhere again. Whoever asks for the owner only (`X-Owner-Only`) is
 * refused also where something could be read. To be called before it is initialised.
 * @param holdMs milliseconds after which a request that is held is answered 503; so is one for the owner only, where who that
 * is can't be looked up
 */
export async function standBy(app: NestFastifyApplication, holdMs: number = HOLD_MS): Promise<void> {
  const ownership = await Ownership.of(app.get(Database));
  const fastify = app.getHttpAdapter().getInstance() as unknown as FastifyInstance;
  fastify.addHook('onRequest', (request, reply, done) => {
    const ownerOnly = request.headers[OWNER_ONLY_HEADER] !== undefined;
    if (ownership.isOpen && !ownerOnly) return done();
    within(holdMs, ownership.isElsewhere({ ownerOnly })).then(
      (isElsewhere) => (isElsewhere ? sendProblem(reply, moved()) : done()),
      () => sendProblem(reply.header('retry-after', '1'), notYet()),
    );
  });
  const work = workAsOwner(app, ownership);
  fastify.addHook('onClose', async () => {
    await ownership.stop();
    await work.end();
  });
}

const notYet = (): Problem => new Problem(503, 'unavailable', 'The shop can’t answer at the moment');

interface Bootstrapping {
  callBootstrapHook(): Promise<void>;
}

/**
 * Work of their own is what parts of an application begin at Nest's hook of bootstrap. Where that fails later, it ends the
 * process, as it would have done at the start.
 */
function workAsOwner(app: NestFastifyApplication, ownership: Ownership): { end: () => Promise<void> } {
  const { callBootstrapHook } = Object.getPrototypeOf(app) as Bootstrapping;
  const work = { end: async (): Promise<void> => undefined };
  const begin = async (): Promise<void> => {
    await callBootstrapHook.call(app as unknown as Bootstrapping);
    work.end = leaveWorkToOwner(app, ownership);
  };
  // Nest's proxy around an application drops what is assigned to it; what is defined on it arrives.
  Object.defineProperty(app, 'callBootstrapHook', {
    configurable: true,
    value: async () => (ownership.isOpen ? begin() : void ownership.granted.then(begin)),
  });
  return work;
}

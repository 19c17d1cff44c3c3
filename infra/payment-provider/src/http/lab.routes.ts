import { Readable } from 'node:stream';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { behaviourChange, type Behaviour } from '../behaviour.ts';
import type { Ledger, Movement } from '../ledger.ts';
import type { CallCount } from './call-count.ts';
import { fieldErrors, sendProblem } from './problem.ts';

const ENTRIES_PER_CHUNK = 500;

const ledgerQuery = z.strictObject({
  after: z.coerce.number().int().min(0).default(0),
  limit: z.coerce.number().int().min(1).optional(),
});

/** The lab's controls: what was charged, how often the shop called, and which faults to have. They work whatever the behaviour is. */
export function labRoutes(
  app: FastifyInstance,
  { ledger, behaviour, calls }: { ledger: Ledger; behaviour: Behaviour; calls: CallCount },
) {
  app.get('/health', () => ({ status: 'ok' }));

  app.get('/v1/ledger', async (request, reply) => {
    const query = ledgerQuery.safeParse(request.query);
    if (!query.success) return sendProblem(reply, 'validation_failed', { errors: fieldErrors(query.error) });
    const movements = await ledger.movements(query.data.after, query.data.limit);
    return reply.type('application/json; charset=utf-8').send(Readable.from(ledgerDocument(movements)));
  });

  app.get('/calls', () => calls.byRoute);

  app.get('/behaviour', () => behaviour.settings);

  app.put('/behaviour', (request, reply) => {
    const change = behaviourChange.safeParse(request.body);
    if (!change.success)
      return sendProblem(reply, 'validation_failed', { errors: fieldErrors(change.error) });
    const settings = behaviour.change(change.data);
    app.log.info({ behaviour: settings }, 'behaviour changed');
    return reply.send(settings);
  });
}

/** `{ "items": [...] }` in pieces, so that a ledger of any length is never one string. */
function* ledgerDocument(movements: Iterable<Movement>): Generator<string> {
  let chunk = '{"items":[';
  let entries = 0;
  for (const movement of movements) {
    chunk += (entries === 0 ? '' : ',') + JSON.stringify(movementView(movement));
    entries += 1;
    if (entries % ENTRIES_PER_CHUNK === 0) {
      yield chunk;
      chunk = '';
    }
  }
  yield `${chunk}]}`;
}

function movementView({ record, currency, reference }: Movement) {
  const { sequence, type, id, amount, createdAt } = record;
  return record.type === 'charge'
    ? { sequence, type, id, amount, currency, reference, createdAt }
    : { sequence, type, id, charge: record.charge, amount, currency, reference, createdAt };
}

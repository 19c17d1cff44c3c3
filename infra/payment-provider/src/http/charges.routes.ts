import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Behaviour } from '../behaviour.ts';
import type { Capture, Ledger } from '../ledger.ts';
import { chargeRequest, refundRequest, type ChargeRecord } from '../records.ts';
import type { CallCount } from './call-count.ts';
import { dropConnection, sufferFaults } from './faults.ts';
import { fieldErrors, sendProblem } from './problem.ts';

const KEY = /^[\x21-\x7e]{8,128}$/;
const chargeQuery = z.strictObject({ reference: z.string().min(1).max(200) });

interface Call<Body> {
  key: string;
  body: Body;
}

/** What the shop calls: charges and refunds. These, and only these, suffer the provider's faults. */
export function chargeRoutes(
  app: FastifyInstance,
  { ledger, behaviour, calls }: { ledger: Ledger; behaviour: Behaviour; calls: CallCount },
) {
  calls.countThoseOf(app);
  sufferFaults(app, behaviour);

  app.post('/v1/charges', async (request, reply) => {
    const call = readCall(request, reply, chargeRequest);
    if (call === undefined) return reply;
    const result = await ledger.charge(call.key, call.body);
    if (result.outcome === 'key_reused') return sendProblem(reply, 'idempotency_key_reused');
    if (behaviour.losesReplyNow()) return dropConnection(request, reply);
    if (result.replayed) reply.header('Idempotency-Replayed', 'true');
    if (result.outcome === 'captured') return reply.code(201).send(chargeView(result.record, 0));
    const { amount, currency, reference, createdAt, declineCode } = result.record;
    return reply.code(402).send({ status: 'declined', declineCode, amount, currency, reference, createdAt });
  });

  app.post('/v1/refunds', async (request, reply) => {
    const call = readCall(request, reply, refundRequest);
    if (call === undefined) return reply;
    const result = await ledger.refund(call.key, call.body);
    if (result.outcome === 'key_reused') return sendProblem(reply, 'idempotency_key_reused');
    if (result.outcome === 'charge_not_found') return sendProblem(reply, 'charge_not_found');
    if (result.outcome === 'refund_exceeds_charge') {
      return sendProblem(reply, 'refund_exceeds_charge', {
        detail: `${result.refundable} can still be refunded`,
      });
    }
    if (behaviour.losesReplyNow()) return dropConnection(request, reply);
    if (result.replayed) reply.header('Idempotency-Replayed', 'true');
    const { id, charge, amount, createdAt } = result.record;
    const { currency, reference } = result.capture.record;
    return reply.code(201).send({ id, status: 'refunded', charge, amount, currency, reference, createdAt });
  });

  app.get('/v1/charges', async (request, reply) => {
    const query = chargeQuery.safeParse(request.query);
    if (!query.success) return sendProblem(reply, 'validation_failed', { errors: fieldErrors(query.error) });
    return { items: (await ledger.findCharges(query.data.reference)).map(captureView) };
  });

  app.get<{ Params: { id: string } }>('/v1/charges/:id', async (request, reply) => {
    const capture = await ledger.findCharge(request.params.id);
    return capture === undefined ? sendProblem(reply, 'charge_not_found') : captureView(capture);
  });
}

/** The key and body of a call; undefined where they are bad, and the reply is then already sent. */
function readCall<Body>(
  request: FastifyRequest,
  reply: FastifyReply,
  schema: z.ZodType<Body>,
): Call<Body> | undefined {
  const key = request.headers['idempotency-key'];
  if (key === undefined) {
    sendProblem(reply, 'idempotency_key_missing');
    return undefined;
  }
  if (typeof key !== 'string' || !KEY.test(key)) {
    sendProblem(reply, 'idempotency_key_invalid');
    return undefined;
  }
  const body = schema.safeParse(request.body);
  if (!body.success) {
    sendProblem(reply, 'validation_failed', { errors: fieldErrors(body.error) });
    return undefined;
  }
  return { key, body: body.data };
}

function captureView({ record, refunded }: Capture) {
  return chargeView(record, refunded);
}

function chargeView({ id, amount, currency, reference, createdAt }: ChargeRecord, refunded: number) {
  return { id, status: 'captured', amount, currency, reference, refunded, createdAt };
}

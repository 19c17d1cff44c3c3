import type { FastifyReply } from 'fastify';
import type { z } from 'zod';

/** Every code that this process answers, with its HTTP status and title. */
const PROBLEMS = {
  validation_failed: [400, 'The request is not valid'],
  malformed_body: [400, 'The body is not JSON'],
  idempotency_key_missing: [400, 'An Idempotency-Key header is needed'],
  idempotency_key_invalid: [400, 'The Idempotency-Key is not 8 to 128 visible ASCII characters'],
  not_found: [404, 'There is nothing here'],
  charge_not_found: [404, 'There is no such charge'],
  idempotency_key_reused: [409, 'The Idempotency-Key was used for another request'],
  refund_exceeds_charge: [409, 'The refund is larger than what is left of the charge'],
  body_too_large: [413, 'The body is too large'],
  unsupported_media_type: [415, 'The body must be application/json'],
  processor_error: [500, 'The processor failed; nothing was charged'],
  internal_error: [500, 'Something went wrong'],
} as const satisfies Record<string, readonly [number, string]>;

export type ProblemCode = keyof typeof PROBLEMS;

export interface FieldError {
  path: string;
  message: string;
}

/** Answers with an RFC 9457 problem document. */
export function sendProblem(
  reply: FastifyReply,
  code: ProblemCode,
  more: { detail?: string; errors?: FieldError[] } = {},
): FastifyReply {
  const [status, title] = PROBLEMS[code];
  return reply
    .code(status)
    .type('application/problem+json')
    .send({ type: 'about:blank', title, status, code, detail: more.detail ?? title, errors: more.errors });
}

/** What zod found wrong, as the `errors` of a `validation_failed` problem. */
export function fieldErrors(error: z.ZodError): FieldError[] {
  return error.issues.map((issue) => ({ path: issue.path.join('.'), message: issue.message }));
}

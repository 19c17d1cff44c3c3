import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { Problem } from '../errors/index.ts';

const SHAPE = /^[A-Za-z0-9_-]{8,64}$/;

/** The `Idempotency-Key` header. @throws Problem 400 where it is missing or malformed */
export const IdempotencyKey = createParamDecorator((_: unknown, context: ExecutionContext): string => {
  const value = context.switchToHttp().getRequest<FastifyRequest>().headers['idempotency-key'];
  if (value === undefined || value === '') {
    throw new Problem(400, 'idempotency_key_missing', 'The Idempotency-Key header is needed');
  }
  if (typeof value !== 'string' || !SHAPE.test(value)) {
    throw new Problem(400, 'validation_failed', 'The request is not valid', {
      errors: [{ path: 'Idempotency-Key', message: 'expected 8 to 64 of A-Z a-z 0-9 _ -' }],
    });
  }
  return value;
});

import { applyDecorators } from '@nestjs/common';
import { ApiResponse } from '@nestjs/swagger';
import { z } from 'zod';
import type { FailureTable } from '../errors/index.ts';

const ProblemDocument = z
  .strictObject({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    code: z.string().regex(/^[a-z0-9_]+$/),
    detail: z.string().optional(),
    errors: z.array(z.strictObject({ path: z.string(), message: z.string() })).optional(),
  })
  .meta({ id: 'Problem' });

/** The headers of every answer. */
const headers = {
  'X-Request-Id': { schema: { type: 'string' as const }, description: 'the caller’s, where well formed' },
  'X-Served-By': { schema: { type: 'string' as const }, description: 'app/instance' },
};

/** Documents a success. */
export const ApiAnswer = (status: number, schema: z.ZodType, description: string) =>
  ApiResponse({ status, standardSchema: schema, description, headers });

/** Documents a refusal as `application/problem+json`. */
export const ApiProblem = (status: number, ...codes: string[]) =>
  ApiResponse({
    status,
    description: codes.join(' · '),
    headers,
    content: {
      'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } },
    },
  });

/** Documents the failures of a module's table, one response a status. */
export const ApiFailures = <Code extends string>(table: FailureTable<Code>, ...codes: Code[]) => {
  const byStatus = Map.groupBy(codes, (code) => table[code].status);
  return applyDecorators(...[...byStatus].map(([status, group]) => ApiProblem(status, ...group)));
};

export { ProblemDocument };

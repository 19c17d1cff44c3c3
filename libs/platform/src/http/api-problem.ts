import { applyDecorators } from '@nestjs/common';
import { z } from 'zod';
import { ApiResponse } from './documented.ts';

/** RFC 9457, as `Problem.body()` writes it. */
export const ProblemDocument = z.strictObject({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  code: z.string().regex(/^[a-z0-9_]+$/),
  detail: z.string(),
  errors: z.array(z.strictObject({ path: z.string(), message: z.string() })).optional(),
});

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

/** Documents what a route with a JSON body refuses before it looks at what the body says; more codes of 400 can be named. */
export const ApiBodyProblems = (...codes: string[]) =>
  applyDecorators(
    ApiProblem(400, 'validation_failed', 'malformed_body', ...codes),
    ApiProblem(413, 'body_too_large'),
    ApiProblem(415, 'unsupported_media_type'),
  );

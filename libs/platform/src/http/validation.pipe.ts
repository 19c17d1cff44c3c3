import { StandardSchemaValidationPipe } from '@nestjs/common';
import { Problem, type FieldError } from '../errors/index.ts';

type Issue = { message: string; path?: readonly unknown[] | undefined; keys?: readonly string[] };

const segment = (part: unknown): string =>
  String(typeof part === 'object' && part !== null && 'key' in part ? part.key : part);

const MOST_ERRORS = 50;

/** Unknown keys are reported where they stand, each on its own. */
const fieldErrors = (issues: readonly Issue[]): FieldError[] =>
  issues
    .flatMap((issue) => {
      const path = (issue.path ?? []).map(segment);
      return issue.keys === undefined
        ? [{ path: path.join('.'), message: issue.message }]
        : issue.keys.map((key) => ({ path: [...path, key].join('.'), message: 'Unknown field' }));
    })
    .slice(0, MOST_ERRORS);

/** Input against the schema at its parameter; what does not fit is a 400 that names each field. */
export class ValidationPipe extends StandardSchemaValidationPipe {
  constructor() {
    super({
      exceptionFactory: (issues) =>
        new Problem(400, 'validation_failed', 'The request is not valid', { errors: fieldErrors(issues) }),
    });
  }
}

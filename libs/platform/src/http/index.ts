export { answer } from './answer.ts';
export { ApiAnswer, ApiProblem } from './api-problem.ts';
export { Problem } from '../errors/index.ts';
export { createHttpApp, type HttpOptions } from './http-app.ts';
export { IdempotencyKey } from './idempotency-key.ts';
export { openApiDocument } from './open-api.ts';

export { answer } from './answer.ts';
export { ApiAnswer, ApiBodyProblems, ApiProblem } from './api-problem.ts';
export { Problem } from '../errors/index.ts';
export { ApiBody, ApiConsumes, ApiExcludeController, ApiHeader, ApiProduces, ApiTags } from './documented.ts';
export { createHttpApp, type HttpOptions } from './http-app.ts';
export { IdempotencyKey } from './idempotency-key.ts';
export { openApiDocument, serveOpenApi } from './open-api.ts';
export { serve, type Served } from './serve.ts';
export { TakesStream } from './takes-stream.ts';

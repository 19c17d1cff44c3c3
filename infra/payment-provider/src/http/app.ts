import fastify, {
  LogController,
  type FastifyBaseLogger,
  type FastifyError,
  type FastifyInstance,
} from 'fastify';
import type { Behaviour } from '../behaviour.ts';
import type { Ledger } from '../ledger.ts';
import { CallCount } from './call-count.ts';
import { chargeRoutes } from './charges.routes.ts';
import { labRoutes } from './lab.routes.ts';
import { sendProblem, type ProblemCode } from './problem.ts';

const FASTIFY_PROBLEMS: Record<string, ProblemCode> = {
  FST_ERR_CTP_BODY_TOO_LARGE: 'body_too_large',
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'unsupported_media_type',
  FST_ERR_CTP_INVALID_JSON_BODY: 'malformed_body',
  FST_ERR_CTP_EMPTY_JSON_BODY: 'malformed_body',
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: 'malformed_body',
};

/** The provider's HTTP face over a ledger that is ready for use. */
export function buildApp(parts: {
  ledger: Ledger;
  behaviour: Behaviour;
  logger: FastifyBaseLogger;
}): FastifyInstance {
  const app = fastify({
    loggerInstance: parts.logger,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: 16 * 1024,
    // Above the idle time after which callers drop a connection themselves: else a call can meet a closing socket.
    keepAliveTimeout: 75_000,
    forceCloseConnections: 'idle',
  });
  endConnectionsAtStop(app);
  app.setNotFoundHandler((_request, reply) => sendProblem(reply, 'not_found'));
  app.setErrorHandler<FastifyError>((error, _request, reply) => {
    const code = error.statusCode === 400 ? 'malformed_body' : 'internal_error';
    const known = FASTIFY_PROBLEMS[error.code] ?? code;
    if (known === 'internal_error') app.log.error(error);
    return sendProblem(reply, known);
  });
  const calls = new CallCount();
  app.register(async (scope) => chargeRoutes(scope, { ...parts, calls }));
  app.register(async (scope) => labRoutes(scope, { ...parts, calls }));
  return app;
}

/** Without this, a connection whose call was under way at the stop would idle on and hold the process. */
function endConnectionsAtStop(app: FastifyInstance): void {
  let stopping = false;
  app.addHook('preClose', async () => {
    stopping = true;
  });
  app.addHook('onSend', async (_request, reply) => {
    if (stopping) reply.header('Connection', 'close');
  });
}

import type { FastifyInstance } from 'fastify';

/** How often the shop has called since this process started, whatever was answered: also a call that charged nothing is one. */
export class CallCount {
  readonly #byRoute: Record<string, number> = {};

  /** As in `{ "POST /v1/charges": 3 }`. */
  get byRoute(): Readonly<Record<string, number>> {
    return this.#byRoute;
  }

  countThoseOf(scope: FastifyInstance): void {
    scope.addHook('onRequest', (request, _reply, done) => {
      const route = `${request.method} ${request.routeOptions.url}`;
      this.#byRoute[route] = (this.#byRoute[route] ?? 0) + 1;
      done();
    });
  }
}

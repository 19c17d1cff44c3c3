import Fastify, { type FastifyInstance } from 'fastify';
import { collectDefaultMetrics, type Registry } from 'prom-client';

/** One thing that a process needs to be of use; rejects with the reason while it is not there. */
export interface ReadinessCheck {
  name: string;
  check: () => Promise<void>;
}

const CHECK_DEADLINE_MS = 2_000;

const withDeadline = (work: Promise<void>): Promise<void> =>
  Promise.race([
    work,
    new Promise<never>((_, reject) => {
      const timer = setTimeout(
        () => reject(new Error(`no answer in ${CHECK_DEADLINE_MS} ms`)),
        CHECK_DEADLINE_MS,
      );
      void work.finally(() => clearTimeout(timer)).catch(() => undefined);
    }),
  ]);

/** The internal port of a process: liveness, readiness with its reasons, metrics. Never reachable through the shop. */
export class OperationsServer {
  private readonly server: FastifyInstance = Fastify();
  private draining = false;

  constructor(registry: Registry, checks: readonly ReadinessCheck[]) {
    collectDefaultMetrics({ register: registry });
    this.server.get('/health/live', () => ({ status: 'live' }));
    this.server.get('/health/ready', async (_request, reply) => {
      const results = await Promise.all(checks.map((check) => this.run(check)));
      const ready = !this.draining && results.every((result) => result.ready);
      return reply.status(ready ? 200 : 503).send({
        status: this.draining ? 'draining' : ready ? 'ready' : 'not ready',
        checks: Object.fromEntries(results.map(({ name, ...result }) => [name, result])),
      });
    });
    this.server.get('/metrics', async (_request, reply) =>
      reply.type(registry.contentType).send(await registry.metrics()),
    );
  }

  private async run({
    name,
    check,
  }: ReadinessCheck): Promise<{ name: string; ready: boolean; reason?: string }> {
    try {
      await withDeadline(check());
      return { name, ready: true };
    } catch (error) {
      return { name, ready: false, reason: (error as Error).message };
    }
  }

  async listen(host: string, port: number): Promise<void> {
    await this.server.listen({ host, port });
  }

  /** From now on not ready, so that whoever balances load looks elsewhere before the process stops. */
  drain(): void {
    this.draining = true;
  }

  close(): Promise<void> {
    return this.server.close();
  }
}

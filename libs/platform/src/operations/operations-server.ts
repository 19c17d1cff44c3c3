import Fastify, { type FastifyInstance } from 'fastify';
import { AggregatorRegistry, collectDefaultMetrics, type Registry } from 'prom-client';
import { within } from '../resilience/within.ts';

/** What a check has to tell beside whether it passes, such as the state of a breaker. */
export type ReadinessDetails = Readonly<Record<string, string | number | boolean | null>>;

/** One thing that a process needs to be of use; rejects with the reason while it is not there. */
export interface ReadinessCheck {
  name: string;
  check: () => Promise<ReadinessDetails | void>;
}

/** What else the internal port has to show; run before it listens. */
export type OperationsExtension = (server: FastifyInstance) => void | Promise<void>;

const CHECK_DEADLINE_MS = 2_000;

type CheckResult = { name: string; ready: boolean; reason?: string; details?: ReadinessDetails };

/** As Prometheus reads them: the same metric of several registries stands in one place. */
async function textOf(registries: readonly Registry[]): Promise<string> {
  if (registries.length === 1) return registries[0]!.metrics();
  const found = await Promise.all(registries.map((registry) => registry.getMetricsAsJSON()));
  return AggregatorRegistry.aggregate(found).metrics();
}

/** The internal port of a process: liveness, readiness with its reasons, metrics. Never reachable through the shop. */
export class OperationsServer {
  private readonly server: FastifyInstance = Fastify();
  private draining = false;

  /** @param metrics a process's registry, or several of which each has a label of its own (`setDefaultLabels`) */
  constructor(
    metrics: Registry | readonly [Registry, ...Registry[]],
    checks: readonly ReadinessCheck[],
    extensions: readonly OperationsExtension[] = [],
  ) {
    const registries = Array.isArray(metrics) ? (metrics as Registry[]) : [metrics as Registry];
    const own = registries[0]!;
    collectDefaultMetrics({ register: own });
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
      reply.type(own.contentType).send(await textOf(registries)),
    );
    for (const extension of extensions) {
      void this.server.register(async (server) => extension(server));
    }
  }

  private async run({ name, check }: ReadinessCheck): Promise<CheckResult> {
    try {
      const details = await within(CHECK_DEADLINE_MS, check());
      return { name, ready: true, ...(details === undefined ? {} : { details }) };
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

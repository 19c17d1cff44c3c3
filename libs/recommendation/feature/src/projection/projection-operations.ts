import type { OperationsExtension } from '@twinshop/platform/operations';
import type { Projection } from './projection.ts';
import type { Rebuild } from './rebuild.ts';

/**
 * On the internal port: `GET /projection` says what serves and what is being built; `POST /projection/rebuild` begins a
 * rebuild (202), or says that one is under way in this replica or another (409).
 */
export const projectionOperations =
  (projection: Projection, rebuild: Rebuild): OperationsExtension =>
  (server) => {
    server.get('/projection', () => projection.state());
    server.post('/projection/rebuild', async (_request, reply) => {
      const started = await rebuild.start();
      if (started === undefined) return reply.status(409).send({ status: 'a rebuild is under way' });
      started.done.catch(() => undefined);
      return reply.status(202).send({ status: 'rebuilding', generation: started.generation });
    });
  };

import type { INestApplication } from '@nestjs/common';
import type { FastifyInstance } from 'fastify';
import { DeadLetters } from './dead-letters.ts';

const BOARD = '/queues';

/**
 * For the operations port: `GET /dead-letters`, `POST /dead-letters/redrive` (all, or `{ "eventId": "…" }`), and under
 * `/queues` bull-board, which is only loaded when somebody looks at it.
 * @param apps each that takes messages in this process
 */
export const deadLettersOn =
  (...apps: INestApplication[]) =>
  (server: FastifyInstance): void => {
    const all = apps.map((app) => app.get(DeadLetters));
    server.get('/dead-letters', async () => ({
      items: (await Promise.all(all.map((letters) => letters.list()))).flat(),
    }));
    server.post<{ Body?: { eventId?: string } | null }>('/dead-letters/redrive', async ({ body }) => {
      const eventId = body?.eventId;
      const redriven = await Promise.all(
        all.map(async (letters) =>
          eventId === undefined ? letters.redriveAll() : Number(await letters.redrive(eventId)),
        ),
      );
      return { redriven: redriven.reduce((sum, count) => sum + count, 0) };
    });
    void server.register(boardOf(all), { prefix: BOARD });
  };

const boardOf =
  (letters: readonly DeadLetters[]) => (server: FastifyInstance, _options: object, done: () => void) => {
    let board: Promise<FastifyInstance> | undefined;
    // The board's own server reads the bodies.
    server.removeAllContentTypeParsers();
    server.addContentTypeParser('*', (_request, _payload, parsed) => parsed(null));
    const show = async (request: { raw: never }, reply: { raw: never; hijack(): unknown }): Promise<void> => {
      board ??= loadBoard(letters).catch((error: unknown) => {
        board = undefined;
        throw error;
      });
      const loaded = await board;
      reply.hijack();
      loaded.routing(request.raw, reply.raw);
    };
    server.all('/', show as never);
    server.all('/*', show as never);
    server.addHook('onClose', async () => void (await (await board)?.close()));
    done();
  };

const loadBoard = async (letters: readonly DeadLetters[]): Promise<FastifyInstance> => {
  const [{ default: Fastify }, { createBullBoard }, { BullMQAdapter }, { FastifyAdapter }] =
    await Promise.all([
      import('fastify'),
      import('@bull-board/api'),
      import('@bull-board/api/bullMQAdapter'),
      import('@bull-board/fastify'),
    ]);
  const serverAdapter = new FastifyAdapter();
  serverAdapter.setBasePath(BOARD);
  const queues = letters.flatMap(({ queue }) => (queue === undefined ? [] : [new BullMQAdapter(queue)]));
  createBullBoard({ queues, serverAdapter });
  const server = Fastify();
  await server.register(serverAdapter.registerPlugin(), { prefix: BOARD });
  await server.ready();
  return server;
};

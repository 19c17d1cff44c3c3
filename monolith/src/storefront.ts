import fastifyStatic from '@fastify/static';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Problem } from '@twinshop/platform/http';
import type { FastifyInstance, FastifyReply } from 'fastify';

/** The storefront's own addresses; each is the same page, which shows what the address says. */
const PAGES = [
  '/',
  '/products',
  '/products/:productId',
  '/sign-in',
  '/sign-up',
  '/cart',
  '/checkout',
  '/orders',
  '/orders/:orderId',
];

const YEAR = 31_536_000;

/** Allows what the storefront needs and nothing from elsewhere. */
const CONTENT_SECURITY_POLICY =
  "default-src 'self'; img-src 'self' data:; style-src 'self' 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'";

const page = (reply: FastifyReply): FastifyReply =>
  reply
    .header('content-security-policy', CONTENT_SECURITY_POLICY)
    .header('cache-control', 'no-cache')
    .sendFile('index.html', { cacheControl: false });

/** Serves the built storefront beside the API. An address that nobody has is a 404 for programs and for people. */
export const serveStorefront = async (app: NestFastifyApplication, directory: string): Promise<void> => {
  const fastify = app.getHttpAdapter().getInstance() as unknown as FastifyInstance;
  await fastify.register(fastifyStatic, { root: directory, serve: false });
  fastify.get('/assets/*', (request, reply) =>
    reply.sendFile(`assets/${(request.params as { '*': string })['*']}`, {
      maxAge: YEAR * 1000,
      immutable: true,
    }),
  );
  for (const path of PAGES) fastify.get(path, (_request, reply) => page(reply));
  fastify.get('/*', (request, reply) => {
    if (request.headers.accept?.includes('text/html') && !request.url.startsWith('/api')) {
      return page(reply.status(404));
    }
    throw new Problem(404, 'not_found', 'There is nothing here');
  });
};

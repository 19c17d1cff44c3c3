import { readFileSync } from 'node:fs';
import path from 'node:path';
import fastifyStatic from '@fastify/static';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Problem } from '@twinshop/platform/http';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { z } from 'zod';

/** The storefront's own addresses, as its build lists them; each is the same page, which shows what the address says. */
const pagesOf = (directory: string): string[] =>
  z
    .array(z.string().startsWith('/'))
    .parse(JSON.parse(readFileSync(path.join(directory, 'pages.json'), 'utf8')));

/** Files whose names change with what is in them. */
const ASSET = /^[\w-][\w.-]*$/;

const YEAR_MS = 31_536_000_000;

const nothingHere = (): Problem => new Problem(404, 'not_found', 'There is nothing here');

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
  fastify.get<{ Params: { file: string } }>('/assets/:file', ({ params: { file } }, reply) => {
    if (!ASSET.test(file)) throw nothingHere();
    return reply.sendFile(`assets/${file}`, { maxAge: YEAR_MS, immutable: true });
  });
  for (const address of pagesOf(directory)) fastify.get(address, (_request, reply) => page(reply));
  fastify.get('/*', (request, reply) => {
    if (request.headers.accept?.includes('text/html') && !request.url.startsWith('/api')) {
      return page(reply.status(404));
    }
    throw nothingHere();
  });
};

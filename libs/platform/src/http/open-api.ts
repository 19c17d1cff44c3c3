import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { ProblemDocument } from './api-problem.ts';

/** Serves `/api/openapi.json`: what this process answers to, generated from its controllers and their schemas. */
export const serveOpenApi = (app: NestFastifyApplication): void => {
  const document = openApiDocument(app);
  app
    .getHttpAdapter()
    .get('/api/openapi.json', (_request: unknown, reply: FastifyReply) => reply.send(document));
};

/** The contract as the app's controllers and their schemas say it. */
export const openApiDocument = (app: NestFastifyApplication): OpenAPIObject => {
  const document = SwaggerModule.createDocument(
    app,
    new DocumentBuilder().setTitle('Twinshop').setVersion('1').addBearerAuth().build(),
    { operationIdFactory: (_controller, method) => method },
  );
  document.components ??= {};
  document.components.schemas ??= {};
  document.components.schemas['Problem'] = ProblemDocument['~standard'].jsonSchema.output({
    target: 'openapi-3.0',
  }) as never;
  return document;
};

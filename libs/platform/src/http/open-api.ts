import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { OpenAPIObject } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { ProblemDocument } from './api-problem.ts';
import { documentation } from './documented.ts';

/** Serves `/api/openapi.json`: what this process answers to, made of its controllers and their schemas when first asked for. */
export const serveOpenApi = (app: NestFastifyApplication): void => {
  let document: Promise<OpenAPIObject> | undefined;
  app.getHttpAdapter().get('/api/openapi.json', async (_request: unknown, reply: FastifyReply) => {
    document ??= openApiDocument(app);
    return reply.send(await document);
  });
};

/** The contract as the app's controllers and their schemas say it. */
export const openApiDocument = async (app: NestFastifyApplication): Promise<OpenAPIObject> => {
  const { DocumentBuilder, SwaggerModule } = await documentation();
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

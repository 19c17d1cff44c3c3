import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import { ProblemDocument } from './api-problem.ts';

/** The OpenAPI 3.0 document of what this process serves, generated from its controllers and their schemas. */
export const openApiDocument = (app: INestApplication, title: string, description: string): OpenAPIObject => {
  const document = SwaggerModule.createDocument(
    app,
    new DocumentBuilder().setTitle(title).setDescription(description).setVersion('1').addBearerAuth().build(),
    { operationIdFactory: (_controller, method) => method },
  );
  document.components ??= {};
  document.components.schemas ??= {};
  document.components.schemas['Problem'] = ProblemDocument['~standard'].jsonSchema.output({
    target: 'openapi-3.0',
  }) as never;
  return document;
};

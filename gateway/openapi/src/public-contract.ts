import 'reflect-metadata';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import { CatalogModule } from '@twinshop/catalog-feature';
import { OrderModule } from '@twinshop/order-feature';
import { openApiDocument } from '@twinshop/platform/http';
import { RecommendationModule } from '@twinshop/recommendation-feature';

/** The modules that customers talk to, in the order in which the monolith has them. */
const imports = [
  CatalogModule,
  OrderModule.forRoot({
    admin: { email: '', password: '' },
    checkout: { controllers: [], providers: [] },
  }),
  RecommendationModule,
];

/**
 * The OpenAPI document of the whole shop, as one process would serve it: none of the services has all of it. Only the
 * controllers are looked at: Nest's preview makes nothing, and its testing module stands in for what the modules need
 * of a process.
 */
export async function publicContract(): Promise<Awaited<ReturnType<typeof openApiDocument>>> {
  const module = await Test.createTestingModule({ imports })
    .useMocker(() => ({}))
    .compile({ preview: true });
  return openApiDocument(module.createNestApplication<NestFastifyApplication>(new FastifyAdapter()));
}

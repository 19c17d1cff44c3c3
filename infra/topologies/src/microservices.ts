import { gatewayProcess } from './gateway.process.ts';
import { paymentProvider } from './payment-provider.process.ts';
import { queues } from './queues.ts';
import { routesTo } from './routes.ts';
import { catalogService, orderService, paymentService, recommendationService } from './services.ts';
import type { Topology } from './topology.ts';

/** A process for each module behind a gateway; private databases, queues between them. */
export const microservices: Topology = {
  name: 'microservices',
  summary: 'a process for each module behind a gateway; private databases, queues between them',
  databases: { catalog: 'catalog', order: 'order', payment: 'payment' },
  schemas: 'of-each-module',
  servers: ['redis'],
  queues,
  signers: ['catalog', 'order', 'recommendation'],
  builds: [
    'infra/payment-provider',
    'services/catalog',
    'services/order',
    'services/payment',
    'services/recommendation',
    'gateway/openapi',
    'storefront',
  ],
  entry: 'gateway',
  processes: [
    paymentProvider,
    catalogService({ recommendation: 'recommendation' }),
    orderService({ catalog: 'catalog' }),
    paymentService(),
    recommendationService({ catalog: 'catalog', order: 'order' }),
    gatewayProcess(
      { routes: routesTo({ catalog: 'catalog', order: 'order', recommendation: 'recommendation' }) },
      ['catalog', 'order', 'payment', 'recommendation'],
    ),
  ],
};

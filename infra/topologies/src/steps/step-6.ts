import { gatewayProcess } from '../gateway.process.ts';
import { paymentProvider } from '../payment-provider.process.ts';
import { queues } from '../queues.ts';
import { routesTo } from '../routes.ts';
import { catalogService, orderService, paymentService, recommendationService } from '../services.ts';
import type { Topology } from '../topology.ts';
import { decoupledMonolith } from './decoupled-monolith.process.ts';

/** Customers, carts and orders leave. All that the monolith still has is the storefront. */
export const step6: Topology = {
  name: 'step-6',
  summary: 'orders have left the monolith, which serves the storefront’s pages',
  databases: { catalog: 'catalog', order: 'order', payment: 'payment' },
  schemas: 'of-each-module',
  servers: ['redis'],
  queues,
  signers: ['catalog', 'monolith', 'order', 'recommendation'],
  builds: [
    'infra/payment-provider',
    'monolith',
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
    decoupledMonolith(6, []),
    catalogService({ recommendation: 'recommendation' }),
    orderService({ catalog: 'catalog' }),
    paymentService(),
    recommendationService({ catalog: 'catalog', order: 'order' }),
    gatewayProcess(
      {
        routes: routesTo({ catalog: 'catalog', order: 'order', recommendation: 'recommendation' }),
        pages: 'monolith',
        sharesPort: true,
      },
      ['catalog', 'monolith', 'order', 'payment', 'recommendation'],
    ),
  ],
};

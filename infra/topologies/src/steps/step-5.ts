import { gatewayProcess } from '../gateway.process.ts';
import { paymentProvider } from '../payment-provider.process.ts';
import { queues } from '../queues.ts';
import { routesTo } from '../routes.ts';
import { catalogService, paymentService, recommendationService } from '../services.ts';
import type { Topology } from '../topology.ts';
import { decoupledMonolith } from './decoupled-monolith.process.ts';

/** The catalogue leaves, once its answers were compared with the monolith's. */
export const step5: Topology = {
  name: 'step-5',
  summary: 'the catalogue has left the monolith',
  databases: { catalog: 'catalog', order: 'shop', payment: 'payment' },
  schemas: 'of-each-module',
  servers: ['redis'],
  queues,
  signers: ['catalog', 'monolith', 'recommendation'],
  builds: [
    'infra/payment-provider',
    'monolith',
    'services/catalog',
    'services/payment',
    'services/recommendation',
    'gateway/openapi',
    'storefront',
  ],
  entry: 'gateway',
  processes: [
    paymentProvider,
    decoupledMonolith(5, ['order'], { catalog: 'catalog' }),
    catalogService({ recommendation: 'recommendation' }),
    paymentService(),
    recommendationService({ catalog: 'catalog', order: 'monolith' }),
    gatewayProcess(
      {
        routes: routesTo({ catalog: 'catalog', order: 'monolith', recommendation: 'recommendation' }),
        pages: 'monolith',
        sharesPort: true,
      },
      ['catalog', 'monolith', 'payment', 'recommendation'],
    ),
  ],
};

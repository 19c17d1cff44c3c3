import { gatewayProcess } from '../gateway.process.ts';
import { paymentProvider } from '../payment-provider.process.ts';
import { queues } from '../queues.ts';
import { routesTo } from '../routes.ts';
import { paymentService, recommendationService } from '../services.ts';
import type { Topology } from '../topology.ts';
import { decoupledMonolith } from './decoupled-monolith.process.ts';

/** Payments leave, behind their queue, with a database of their own. */
export const step4: Topology = {
  name: 'step-4',
  summary: 'payments have left the monolith',
  databases: { catalog: 'shop', order: 'shop', payment: 'payment' },
  schemas: 'of-each-module',
  servers: ['redis'],
  queues,
  signers: ['monolith', 'recommendation'],
  builds: [
    'infra/payment-provider',
    'monolith',
    'services/payment',
    'services/recommendation',
    'gateway/openapi',
    'storefront',
  ],
  entry: 'gateway',
  processes: [
    paymentProvider,
    decoupledMonolith(4, ['catalog', 'order'], { recommendation: 'recommendation' }),
    paymentService(),
    recommendationService({ catalog: 'monolith', order: 'monolith' }),
    gatewayProcess(
      {
        routes: routesTo({ catalog: 'monolith', order: 'monolith', recommendation: 'recommendation' }),
        pages: 'monolith',
        sharesPort: true,
      },
      ['monolith', 'payment', 'recommendation'],
    ),
  ],
};

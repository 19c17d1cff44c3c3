import { gatewayProcess } from '../gateway.process.ts';
import { paymentProvider } from '../payment-provider.process.ts';
import { queues } from '../queues.ts';
import { routesTo } from '../routes.ts';
import { recommendationService } from '../services.ts';
import type { Topology } from '../topology.ts';
import { decoupledMonolith } from './decoupled-monolith.process.ts';

/** Recommendations are the first to leave, because they may fail without harm. */
export const step3: Topology = {
  name: 'step-3',
  summary: 'recommendations have left the monolith',
  databases: { catalog: 'shop', order: 'shop', payment: 'shop' },
  schemas: 'of-each-module',
  servers: ['redis'],
  queues,
  signers: ['monolith', 'recommendation'],
  builds: ['infra/payment-provider', 'monolith', 'services/recommendation', 'gateway/openapi', 'storefront'],
  entry: 'gateway',
  processes: [
    paymentProvider,
    decoupledMonolith(3, ['catalog', 'order', 'payment'], { recommendation: 'recommendation' }),
    recommendationService({ catalog: 'monolith', order: 'monolith' }),
    gatewayProcess(
      {
        routes: routesTo({ catalog: 'monolith', order: 'monolith', recommendation: 'recommendation' }),
        pages: 'monolith',
        sharesPort: true,
      },
      ['monolith', 'recommendation'],
    ),
  ],
};

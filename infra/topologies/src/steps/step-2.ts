import { gatewayProcess } from '../gateway.process.ts';
import { paymentProvider } from '../payment-provider.process.ts';
import { queues } from '../queues.ts';
import { routesTo } from '../routes.ts';
import type { Topology } from '../topology.ts';
import { decoupledMonolith } from './decoupled-monolith.process.ts';

/** Inside the monolith: a schema for each module, messages between them, checkout as a saga. */
export const step2: Topology = {
  name: 'step-2',
  summary: 'a monolith whose modules share no data and talk by messages',
  databases: { catalog: 'shop', order: 'shop', payment: 'shop' },
  schemas: 'of-each-module',
  servers: ['redis'],
  queues,
  signers: ['monolith'],
  builds: ['infra/payment-provider', 'monolith', 'gateway/openapi', 'storefront'],
  entry: 'gateway',
  processes: [
    paymentProvider,
    decoupledMonolith(2, ['catalog', 'order', 'payment', 'recommendation']),
    gatewayProcess(
      {
        routes: routesTo({ catalog: 'monolith', order: 'monolith', recommendation: 'monolith' }),
        pages: 'monolith',
        sharesPort: true,
      },
      ['monolith'],
    ),
  ],
};

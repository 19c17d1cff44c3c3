import type { NodeProcess } from './topology.ts';

/** The outside card processor: no part of the shop, the same beside every topology. */
export const paymentProvider: NodeProcess = {
  name: 'payment-provider',
  kind: 'node',
  program: 'infra/payment-provider/dist/main.js',
  replicas: 1,
  scales: false,
  after: [],
  ready: { port: 'public', path: '/health' },
  environment: (here) => ({
    HOST: here.host,
    PORT: String(here.port),
    LEDGER_FILE: here.dataFile('payment-provider/ledger.ndjson'),
  }),
};

import type { ProcessDescription } from './topology.ts';

/** The outside card processor: no part of the shop, the same beside every topology. */
export const paymentProvider: ProcessDescription = {
  name: 'payment-provider',
  program: 'infra/payment-provider/dist/main.js',
  replicas: 1,
  after: [],
  ready: { port: 'public', path: '/health' },
  environment: (here) => ({
    HOST: here.host,
    PORT: String(here.port),
    LEDGER_FILE: here.dataFile('payment-provider/ledger.ndjson'),
  }),
};

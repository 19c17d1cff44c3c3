import type { Home } from '../home.ts';
import type { HostedModule } from '../hosted-module.ts';
import { catalog } from '../modules/catalog.ts';
import { order } from '../modules/order.ts';
import { payment } from '../modules/payment.ts';
import { recommendation } from '../modules/recommendation.ts';

export const step2 = (home: Home): Promise<HostedModule>[] => [
  catalog(home, { recommendation: 'next door' }),
  order(home, { catalog: 'next door' }),
  payment(home),
  recommendation(home),
];

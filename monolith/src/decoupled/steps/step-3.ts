import type { Home } from '../home.ts';
import type { HostedModule } from '../hosted-module.ts';
import { catalog } from '../modules/catalog.ts';
import { order } from '../modules/order.ts';
import { payment } from '../modules/payment.ts';

export const step3 = (home: Home): Promise<HostedModule>[] => [
  catalog(home, { recommendation: 'over HTTP' }),
  order(home, { catalog: 'next door' }),
  payment(home),
];

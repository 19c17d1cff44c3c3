import type { Home } from '../home.ts';
import type { HostedModule } from '../hosted-module.ts';
import { catalog } from '../modules/catalog.ts';
import { order } from '../modules/order.ts';

export const step4 = (home: Home): Promise<HostedModule>[] => [
  catalog(home, { recommendation: 'over HTTP' }),
  order(home, { catalog: 'next door' }),
];

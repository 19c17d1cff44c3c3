import type { Home } from '../home.ts';
import type { HostedModule } from '../hosted-module.ts';
import { order } from '../modules/order.ts';

export const step5 = (home: Home): Promise<HostedModule>[] => [order(home, { catalog: 'over HTTP' })];

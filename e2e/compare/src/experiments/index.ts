import { browseCapacity, checkoutCapacity, mixedCapacity, searchCapacity } from './capacity.experiment.ts';
import { delivery } from './delivery.experiment.ts';
import { deploy } from './deploy.experiment.ts';
import type { Experiment } from './experiment.ts';
import { checkoutFlood } from './flood.experiment.ts';
import { flashSale } from './flash-sale.experiment.ts';
import { instanceKilled } from './instance-killed.experiment.ts';
import { instances } from './instances.experiment.ts';
import { provider } from './provider.experiment.ts';
import { rate } from './rate.experiment.ts';
import { recommendationsSlow } from './recommendations-slow.experiment.ts';
import { usualDay } from './usual-day.experiment.ts';

/** All that need no files, in the order in which they are made: those on the same shops after one another. */
export const experiments: readonly Experiment[] = [
  mixedCapacity,
  browseCapacity,
  searchCapacity,
  checkoutCapacity,
  usualDay,
  rate,
  checkoutFlood,
  flashSale,
  provider,
  deploy,
  delivery,
  recommendationsSlow,
  instanceKilled,
  instances,
];

import type { Step } from '../step.ts';
import { carts } from './carts.ts';
import { catalogue, suggestions } from './catalogue.ts';
import { customers } from './customers.ts';
import { late } from './late.ts';
import { orders } from './orders.ts';
import { wire } from './wire.ts';

/** All of the public contract, from an empty shop on: later steps build on earlier ones. */
export const script: readonly Step[] = [
  ...customers,
  ...catalogue,
  ...suggestions,
  ...wire,
  ...carts,
  ...orders,
  ...late,
];

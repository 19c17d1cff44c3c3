import type { Mutation } from '../mutation.ts';

/** A guard that a drill switches off, to show what it is for. */
export interface Toggle extends Mutation {
  /** Variants in which it has a meaning. */
  variants: readonly ('monolith' | 'microservices')[];
  /** What is to be seen without it, once something fails. */
  expect: string;
}

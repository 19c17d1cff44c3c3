import type { StatefulModule } from '@twinshop/topologies';

/** What lies between a step and the one before it. */
export interface Transition {
  /** The greater of the two steps. */
  step: number;
  title: string;
  back: string;
  pattern: { name: string; source: string };
  /** The module that takes its data to a database of its own. */
  moves?: StatefulModule;
}

/** By the step that each leads to; there is none that leads to step 0. */
const transitions: readonly Transition[] = [
  {
    step: 1,
    title: 'A gateway in front, and a second monolith behind it',
    back: 'One monolith, which customers reach directly',
    pattern: {
      name: 'Strangler fig: the façade',
      source: 'https://martinfowler.com/bliki/StranglerFigApplication.html',
    },
  },
  {
    step: 2,
    title: 'The modules are taken apart inside the monolith',
    back: 'The modules are put together again',
    pattern: {
      name: 'Branch by abstraction; expand and contract',
      source: 'https://martinfowler.com/bliki/BranchByAbstraction.html',
    },
  },
  {
    step: 3,
    title: 'Recommendations leave',
    back: 'Recommendations come back',
    pattern: {
      name: 'Strangler fig: the first capability',
      source: 'https://learn.microsoft.com/azure/architecture/patterns/strangler-fig',
    },
  },
  {
    step: 4,
    title: 'Payments leave, with their data',
    back: 'Payments come back, with their data',
    pattern: {
      name: 'Database per service; change data capture',
      source: 'https://microservices.io/patterns/data/database-per-service.html',
    },
    moves: 'payment',
  },
  {
    step: 5,
    title: 'The catalogue leaves, with its data',
    back: 'The catalogue comes back, with its data',
    pattern: {
      name: 'Parallel run: shadow reads',
      source: 'https://martinfowler.com/articles/patterns-legacy-displacement/',
    },
    moves: 'catalog',
  },
  {
    step: 6,
    title: 'Customers, carts and orders leave, with their data',
    back: 'Customers, carts and orders come back, with their data',
    pattern: {
      name: 'Change data capture; fencing',
      source: 'https://martin.kleppmann.com/2016/02/08/how-to-do-distributed-locking.html',
    },
    moves: 'order',
  },
  {
    step: 7,
    title: 'The monolith is retired',
    back: 'The monolith serves the storefront again',
    pattern: {
      name: 'Strangler fig: the old one dies',
      source: 'https://martinfowler.com/bliki/StranglerFigApplication.html',
    },
  },
];

/** One step on or back. @throws RangeError where the steps are not next to each other */
export function transitionBetween(from: number, to: number): Transition {
  const found = transitions.find(({ step }) => step === Math.max(from, to));
  if (found === undefined || Math.abs(from - to) !== 1)
    throw new RangeError(`There is no way from step ${from} to step ${to} at once.`);
  return found;
}

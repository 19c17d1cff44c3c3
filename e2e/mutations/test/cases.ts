import type { Finding } from '@twinshop/invariants';
import { microservices, monolith, type Topology } from '@twinshop/topologies';
import type { Mutation } from '../src/mutation.ts';
import { seededBugs as bugs } from '../src/seeded-bugs/index.ts';
import * as when from './provocations.ts';
import type { Provocation } from './provocations.ts';

export interface Case {
  bug: Mutation;
  topology: Topology;
  provocation: Provocation;
  /** What the checker has to say of it, whatever else it finds. */
  finding: Pick<Finding, 'invariant' | 'word'>;
}

/** For each bug what brings it to light, and the invariant that is violated then. */
const CASES: Record<keyof typeof bugs, [Provocation, number, Finding['word']]> = {
  keysIgnored: [when.anOrderIsRepeated, 1, 'duplicated'],
  answeredBeforeCommit: [when.ordersArePlaced, 1, 'lost'],

  freshProviderKey: [when.theProviderLosesAReply, 2, 'duplicated'],
  confirmedWithoutCharge: [when.ordersArePlaced, 2, 'wrong'],
  confirmedThoughDeclined: [when.aCardIsDeclined, 2, 'wrong'],
  refundOmitted: [when.anOrderIsCancelled, 2, 'wrong'],
  refundedThoughConfirmed: [when.aChargeIsAskedForAgain, 2, 'wrong'],
  aPennyTooMuch: [when.ordersArePlaced, 2, 'wrong'],

  noStockGuard: [when.severalWantTheLastPiece, 3, 'wrong'],
  stockNotReleased: [when.aCardIsDeclined, 3, 'wrong'],
  reservedAgain: [when.stockIsAskedForAgain, 3, 'wrong'],
  releasedAgain: [when.aReleaseIsAskedForAgain, 3, 'wrong'],
  outboxForgets: [when.ordersArePlaced, 3, 'wrong'],
  inboxApart: [when.theDatabaseDropsAConnection, 3, 'wrong'],

  relayByCursor: [when.anOrderCommitsLate, 4, 'stuck'],

  noInbox: [when.aMessageIsDeliveredTwice, 5, 'duplicated'],
  relayMarksFirst: [when.redisRefusesMessages, 5, 'lost'],
  subscriberMissing: [when.ordersArePlaced, 5, 'lost'],
  messageSwallowed: [when.ordersArePlaced, 5, 'lost'],

  cancellationsNotProjected: [when.anOrderIsCancelled, 6, 'unexpected'],
};

/** One of each kind. */
const FEW: readonly (keyof typeof bugs)[] = [
  'answeredBeforeCommit',
  'freshProviderKey',
  'noStockGuard',
  'relayByCursor',
  'noInbox',
];

/** @param all bugs, or a few */
export function casesIn(topology: Topology, all: boolean): Case[] {
  const names = all ? (Object.keys(CASES) as (keyof typeof bugs)[]) : FEW;
  const running = new Set(topology.processes.map(({ name }) => name));
  return names
    .filter((name) => (bugs[name].processes as readonly string[]).some((process) => running.has(process)))
    .map((name) => {
      const [provocation, invariant, word] = CASES[name];
      return { bug: bugs[name], topology, provocation, finding: { invariant, word } };
    });
}

export const variants = [monolith, microservices];

import type { Finding } from '@twinshop/invariants';
import { microservices, monolith, type Topology } from '@twinshop/topologies';
import type { Mutation } from '../src/mutation.ts';
import { seededBugs as bugs } from '../src/seeded-bugs/index.ts';
import * as when from './provocations.ts';
import type { Provocation } from './provocations.ts';

export interface Case {
  bug: Mutation;
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

/** Of each variant those that tell the most. */
const FEW: Readonly<Record<string, readonly (keyof typeof bugs)[]>> = {
  monolith: ['freshProviderKey', 'answeredBeforeCommit'],
  microservices: ['noStockGuard', 'relayByCursor', 'noInbox'],
};

/** @param all bugs that the topology can have, or a few of them */
export function casesIn(topology: Topology, all: boolean): Case[] {
  const names = all ? (Object.keys(CASES) as (keyof typeof bugs)[]) : FEW[topology.name]!;
  return names
    .filter((name) => isMeantFor(topology, bugs[name]))
    .map((name) => {
      const [provocation, invariant, word] = CASES[name];
      return { bug: bugs[name], provocation, finding: { invariant, word } };
    });
}

const isMeantFor = ({ processes: running }: Topology, { processes }: Mutation): boolean =>
  processes === 'all' || running.some(({ name }) => processes.includes(name));

export const variants = [monolith, microservices];

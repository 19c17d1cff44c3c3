import { setTimeout as pause } from 'node:timers/promises';
import { Arrivals, evenly } from '../arrivals.ts';
import type { LoadPlan, LoadResult, Loop } from '../load.ts';
import { Random } from '../random.ts';
import { Crowd } from '../scenarios/crowd.ts';
import { visitOf } from '../scenarios/index.ts';
import { Visitor } from '../scenarios/visitor.ts';
import { ShopDoor } from '../shop-door.ts';
import { cpuMsOf, OwnWork } from './own-work.ts';
import { Score } from './score.ts';

/** Who is still waiting for an answer at the end is given so long, and then counted as without one. */
export const LAST_ANSWER_WITHIN_MS = 20_000;

/** Plays a plan in this process. @throws RangeError for a plan that can't be played */
export async function play(plan: LoadPlan): Promise<LoadResult> {
  const visit = visitOf(plan);
  const { market, seed, url, warmUpSeconds, seconds, loop } = plan;
  const door = new ShopDoor({ publicUrl: url });
  const crowd = new Crowd(market.customers);
  const random = new Random(seed);
  const beganAt = performance.now();
  const countedFrom = beganAt + warmUpSeconds * 1_000;
  const countedTo = countedFrom + seconds * 1_000;
  const score = new Score(countedFrom, seconds);
  const underWay = new Set<Promise<void>>();
  let nth = 0;

  const begin = (intendedAt: number, ofVisit: Random): Promise<void> => {
    score.noteBeginning(intendedAt);
    const visitor = new Visitor({ door, market, crowd, score, random: ofVisit, nth, intendedAt });
    nth += 1;
    return visit(visitor);
  };
  const follow = (work: Promise<void>): void => {
    const followed = work.finally(() => underWay.delete(followed));
    underWay.add(followed);
  };
  const stayUntilTheEnd = async (ofCustomer: Random): Promise<void> => {
    while (performance.now() < countedTo) await begin(performance.now(), ofCustomer.fork());
  };

  const arrivals = new Arrivals(timesOf(loop), (intendedAt) => {
    follow(begin(intendedAt, random.fork()));
  });
  arrivals.begin();
  if (loop.kind === 'closed')
    for (let customer = 0; customer < loop.customers; customer += 1) follow(stayUntilTheEnd(random.fork()));

  await until(countedFrom);
  const ownWork = new OwnWork();
  await until(countedTo);
  arrivals.end();
  const own = ownWork.end();

  await Promise.race([Promise.all(underWay), pause(LAST_ANSWER_WITHIN_MS, undefined, { ref: false })]);
  await door.close();
  await Promise.all(underWay);
  return {
    beganAtMs: performance.timeOrigin + beganAt,
    startedAtMs: performance.timeOrigin + countedFrom,
    endedAtMs: performance.timeOrigin + countedTo,
    ...score.result,
    generator: {
      ...own,
      cpuMsInAll: cpuMsOf(process.cpuUsage()),
      lateP99: score.lateP99,
      withoutCart: crowd.withoutCart,
    },
  };
}

function timesOf(loop: Loop): Iterable<number> {
  switch (loop.kind) {
    case 'open':
      return evenly(loop.perSecond);
    case 'history':
      return loop.day.orders.map(({ atMs }) => atMs / loop.speedUp);
    case 'closed':
      return [];
  }
}

const until = (time: number): Promise<void> => pause(Math.max(0, time - performance.now()));

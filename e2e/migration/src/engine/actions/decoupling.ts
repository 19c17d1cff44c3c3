import { rebuildProjection } from '@twinshop/invariants';
import { eventually } from '@twinshop/testing';
import {
  checkSearchPath,
  decouple,
  ordersOfOldCode,
  recouple,
  workOfNewCode,
  type DatabaseAction,
  type SharedDatabase,
} from '../../decouple/index.ts';
import type { Action, Phase, Scene } from '../action.ts';
import {
  become,
  FIRST,
  observe,
  onlyOn,
  replaceChanged,
  SECOND,
  sendTo,
  servers,
  startMissing,
  stopExtra,
} from './converge.ts';
import { abandoning } from './plain.ts';
import type { Way } from './way.ts';

const NEW_IN_BOTH = `${FIRST} has the new code, too`;
const OLD_IN_BOTH = `${FIRST} has the old code, too`;

/** What the card processor may keep an order waiting for, and some. */
const ENDED_WITHIN_MS = 120_000;

/** A request that was on its way to a replica when the gateway turned to the other may order something a little later. */
const NONE_FOR_MS = 2_000;

/** From step 1 to step 2: old code and new code on one database, one replica each for as long as it takes. */
export const decoupling = (way: Way): Action[] => [
  servers(way),
  ...inDatabase('prepare', decouple.expand),
  onlyOn(way, SECOND, 'prepare'),
  replaceChanged(way, 'prepare', `${SECOND} has the new code, and no requests yet`, [SECOND]),
  startMissing(way, 'processes that are new'),
  ...inDatabase('prepare', decouple.bridge),
  projectAnew(SECOND),
  ...inDatabase('verify', decouple.verify),
  onlyOn(way, FIRST, 'cut over'),
  observe('whether all is as it was'),
  oldCodeEnds,
  replaceChanged(way, 'settle', NEW_IN_BOTH, [FIRST]),
  ...bothServe(way),
];

/** And back: what only the new code can bring to its end has to be there first. */
export const recoupling = (way: Way): Action[] => [
  servers(way),
  ...inDatabase('prepare', recouple.readmit),
  onlyOn(way, SECOND, 'prepare'),
  replaceChanged(way, 'prepare', `${SECOND} has the old code, and no requests yet`, [SECOND]),
  onlyOn(way, FIRST, 'cut over'),
  observe('whether all is as it was'),
  newCodeEnds,
  replaceChanged(way, 'settle', OLD_IN_BOTH, [FIRST]),
  ...inDatabase('settle', recouple.join),
  ...bothServe(way),
];

/**
 * Undoes a way to step 2 that failed. Until the first replica has the new code, it takes over again, and the second one keeps
 * the new code for as long as it has work that only that can end.
 * @param way back to step 1
 * @param failed the place of the action that failed
 */
export const undoDecoupling = (way: Way, failed: number): Action[] => {
  const actions = decoupling(opposite(way));
  // What comes first has changed nothing that the monolith knows of.
  if (failed <= indexOf(actions, checkSearchPath.says)) return abandoning(way.to);
  return failed > indexOf(actions, NEW_IN_BOTH)
    ? unwatched(recoupling(way))
    : [
        servers(way),
        ...inDatabase('prepare', recouple.readmit),
        replaceChanged(way, 'prepare', `${FIRST} has the old code, whatever it was about to get`, [FIRST]),
        onlyOn(way, SECOND, 'cut over'),
        newCodeEnds,
        replaceChanged(way, 'settle', `${SECOND} has the old code again`, [SECOND]),
        ...inDatabase('settle', recouple.join),
        ...bothServe(way),
      ];
};

/** The same for a way back to step 1. @param way to step 2 again */
export const undoRecoupling = (way: Way, failed: number): Action[] =>
  failed > indexOf(recoupling(opposite(way)), OLD_IN_BOTH)
    ? unwatched(decoupling(way))
    : [
        servers(way),
        replaceChanged(way, 'prepare', `${FIRST} has the new code, whatever it was about to get`, [FIRST]),
        onlyOn(way, SECOND, 'cut over'),
        oldCodeEnds,
        replaceChanged(way, 'settle', `${SECOND} has the new code again`, [SECOND]),
        ...bothServe(way),
      ];

const indexOf = (actions: readonly Action[], words: string): number =>
  actions.findIndex(({ says }) => says === words);

const unwatched = (actions: readonly Action[]): Action[] =>
  actions.filter(({ phase }) => phase !== 'verify' && phase !== 'observe');

const opposite = ({ from, to, transition }: Way): Way => ({ from: to, to: from, transition });

/** @param way in which the step was taken */
export const contracting = (way: Way): Action[] =>
  inDatabase('clean up', way.to.name === 'step-2' ? decouple.contract : recouple.contract);

const inDatabase = (phase: Phase, actions: readonly DatabaseAction[]): Action[] =>
  actions.map(({ says, run }) => ({
    phase,
    says,
    run: (scene) => run(databaseOf(scene), (words) => scene.spectator.progress(words)),
  }));

const databaseOf = ({ adminUrl }: Scene): SharedDatabase => ({ adminUrl, name: 'shop' });

/** What orders the old code has confirmed between the first projection and the bridge is in neither: it is built anew. */
const projectAnew = (replica: string): Action => ({
  phase: 'prepare',
  says: 'recommendations are made of all orders until now',
  run: async ({ control }) => {
    const { processes } = await control.shop();
    await rebuildProjection(processes.find(({ name }) => name === replica)!.opsUrl!);
  },
});

const until = (
  thereIsNone: string,
  count: (database: SharedDatabase) => Promise<Record<string, number>>,
): Action => ({
  phase: 'settle',
  says: `until ${thereIsNone}`,
  handsOver: true,
  run: async (scene) => {
    let noneSince = Infinity;
    await eventually(
      async () => {
        const left = Object.entries(await count(databaseOf(scene))).filter(([, n]) => n > 0);
        noneSince = left.length > 0 ? Infinity : Math.min(noneSince, performance.now());
        if (left.length > 0) throw new Error(left.map(([name, n]) => `${n} ${name}`).join(', '));
        return performance.now() - noneSince >= NONE_FOR_MS;
      },
      { within: ENDED_WITHIN_MS, describe: thereIsNone },
    );
  },
});

const oldCodeEnds = until('there are no orders that the old code has accepted', async (database) => ({
  orders: await ordersOfOldCode(database),
}));

const newCodeEnds = until('there is no work that only the new code can end', async (database) => ({
  ...(await workOfNewCode(database)),
}));

const bothServe = (way: Way): Action[] => [
  sendTo(way, 'settle', 'the gateway knows both'),
  stopExtra(way, 'processes that are no longer needed'),
  become(way),
];

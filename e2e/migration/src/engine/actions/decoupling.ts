import { eventually } from '@twinshop/testing';
import { gatewayOf } from '@twinshop/topologies';
import {
  decouple,
  ordersOfOldCode,
  recouple,
  workOfNewCode,
  type DatabaseAction,
  type SharedDatabase,
} from '../../decouple/index.ts';
import type { Action, Phase, Scene } from '../action.ts';
import { become, observe, replaceChanged, sendTo, servers, startMissing, stopExtra } from './converge.ts';
import type { Way } from './way.ts';

/** The two replicas of the monolith: the one waits while the other serves. */
const FIRST = 'monolith';
const SECOND = 'monolith-2';

/** What the card processor may keep an order waiting for, and some. */
const ENDED_WITHIN_MS = 120_000;

/** From step 1 to step 2: old code and new code on one database, one replica each for as long as it takes. */
export const decoupling = (way: Way): Action[] => [
  servers(way),
  ...inDatabase('prepare', decouple.expand),
  onlyOn(way, SECOND, 'prepare'),
  replaceChanged(way, 'prepare', `${SECOND} has the new code, and no requests yet`, [SECOND]),
  startMissing(way, 'processes that are new'),
  ...inDatabase('prepare', decouple.bridge),
  rebuildProjection(SECOND),
  ...inDatabase('verify', decouple.verify),
  onlyOn(way, FIRST, 'cut over'),
  observe('whether all is as it was'),
  untilNone('orders that the old code has accepted', async (database) => ({
    orders: await ordersOfOldCode(database),
  })),
  replaceChanged(way, 'settle', `${FIRST} has the new code, too`, [FIRST]),
  sendTo(way, 'settle', 'the gateway knows both'),
  stopExtra(way, 'processes that are no longer needed'),
  become(way),
];

/** And back: what only the new code can bring to its end has to be there first. */
export const recoupling = (way: Way): Action[] => [
  servers(way),
  ...inDatabase('prepare', recouple.readmit),
  onlyOn(way, SECOND, 'prepare'),
  replaceChanged(way, 'prepare', `${SECOND} has the old code, and no requests yet`, [SECOND]),
  onlyOn(way, FIRST, 'cut over'),
  observe('whether all is as it was'),
  untilNone('work that only the new code can end', async (database) => ({
    ...(await workOfNewCode(database)),
  })),
  replaceChanged(way, 'settle', `${FIRST} has the old code, too`, [FIRST]),
  ...inDatabase('settle', recouple.join),
  sendTo(way, 'settle', 'the gateway knows both'),
  stopExtra(way, 'processes that are no longer needed'),
  become(way),
];

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

/** @param except the replica that gets no requests */
const onlyOn = ({ from }: Way, except: string, phase: Phase): Action => ({
  phase,
  says: `requests are sent to ${except === FIRST ? SECOND : FIRST} only`,
  run: async ({ control }) => void (await control.configureGateway(gatewayOf(from), [except])),
});

const REBUILT_WITHIN_MS = 5 * 60_000;
const ASK_WITHIN_MS = 5_000;

/** What orders the old code has confirmed between the first projection and the bridge is in neither: it is built anew. */
const rebuildProjection = (replica: string): Action => ({
  phase: 'prepare',
  says: 'recommendations are made of all orders until now',
  run: async ({ control }) => {
    const { processes } = await control.shop();
    const { opsUrl } = processes.find(({ name }) => name === replica)!;
    const { generation } = await eventually(
      async () => {
        const answer = await fetch(`${opsUrl}/projection/rebuild`, {
          method: 'POST',
          signal: AbortSignal.timeout(ASK_WITHIN_MS),
        });
        if (answer.status !== 202) throw new Error(`it answered ${answer.status}`);
        return (await answer.json()) as { generation: string };
      },
      { within: REBUILT_WITHIN_MS, describe: 'the projection is being rebuilt' },
    );
    await eventually(
      async () => {
        const answer = await fetch(`${opsUrl}/projection`, { signal: AbortSignal.timeout(ASK_WITHIN_MS) });
        const { serving } = (await answer.json()) as { serving?: string };
        if (serving !== generation) throw new Error(`${serving} serves`);
      },
      { within: REBUILT_WITHIN_MS, describe: 'the projection that was rebuilt serves' },
    );
  },
});

const untilNone = (
  what: string,
  count: (database: SharedDatabase) => Promise<Record<string, number>>,
): Action => ({
  phase: 'settle',
  says: `until there are no ${what}`,
  run: (scene) =>
    eventually(
      async () => {
        const left = Object.entries(await count(databaseOf(scene))).filter(([, n]) => n > 0);
        if (left.length > 0) throw new Error(left.map(([name, n]) => `${n} ${name}`).join(', '));
      },
      { within: ENDED_WITHIN_MS, describe: `there are no ${what}` },
    ),
});

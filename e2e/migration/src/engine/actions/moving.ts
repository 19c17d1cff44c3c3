import { gatewayOf, type StatefulModule, type Topology } from '@twinshop/topologies';
import { ModuleMove, type MoveOptions } from '../../data/index.ts';
import { inWhatRuns, type Action, type Scene } from '../action.ts';
import { onTheMove } from '../gateway.ts';
import { handOverApart } from '../hand-over/apart.ts';
import { shadowReads } from './shadowing.ts';
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
import type { Way } from './way.ts';

const COPIED_WITHIN_MS = 10 * 60_000;
const VERIFIED_WITHIN_MS = 5 * 60_000;

/** A module leaves with its data: copied, compared, handed over; the old place stays a copy. */
export const movingOut = (way: Way, module: StatefulModule): Action[] => [
  servers(way),
  standBy(way, module),
  startMissing(way, 'its process, which stands by'),
  replicate(way, module),
  verify(way, module),
  ...shadowReads(way, module),
  foretell(way),
  cutOver(way, module),
  observe('whether all is as it was; if not, it goes back'),
  ...othersAreTold(way),
];

/**
 * It comes back to where a copy has been kept up to date since it left, or to where nothing is any more, and all is copied
 * first. A process makes the tables; until they are filled, nobody may ask its neighbours for what is in them.
 */
export const movingBack = (way: Way, module: StatefulModule): Action[] => [
  servers(way),
  standBy(way, module),
  onlyOn(way, SECOND, 'prepare'),
  replaceChanged(way, 'prepare', `${SECOND}, with the module in it, which stands by, and no requests yet`, [
    SECOND,
  ]),
  replicate(way, module),
  sendTo({ ...way, to: way.from }, 'prepare', 'the gateway knows both'),
  replaceChanged(way, 'prepare', `${FIRST}, and whoever asks them, one after the other`),
  startMissing(way, 'processes that were stopped'),
  verify(way, module),
  ...shadowReads(way, module),
  foretell(way),
  cutOver(way, module),
  observe('whether all is as it was; if not, it goes out again'),
  ...itsProcessGoes(way),
];

/**
 * Undoes a way back that failed when it had been handed over, or may have been: PostgreSQL copies in both directions, and
 * what was handed back already stays.
 */
export const leavingAgain = (way: Way, module: StatefulModule): Action[] => [
  servers(way),
  startMissing(way, 'its process'),
  foretellUnlessBack(way, module),
  cutOver(way, module),
  ...othersAreTold(way),
];

/** Undoes a way out in the same way. */
export const returning = (way: Way, module: StatefulModule): Action[] => [
  servers(way),
  replaceChanged(way, 'prepare', 'the monolith, with the module in it'),
  startMissing(way, 'processes that were stopped'),
  foretellUnlessBack(way, module),
  cutOver(way, module),
  ...itsProcessGoes(way),
];

const othersAreTold = (way: Way): Action[] => [
  replaceChanged(way, 'settle', 'the others are told where it is, one after the other'),
  sendTo(way, 'settle', 'the gateway sends as the step says'),
  stopExtra(way, 'processes that are no longer needed'),
  become(way),
];

const itsProcessGoes = (way: Way): Action[] => [
  sendTo(way, 'settle', 'the gateway knows all replicas'),
  stopExtra(way, 'its process'),
  become(way),
];

const moveOptions = async (
  { from, to }: Way,
  module: StatefulModule,
  { control, adminUrl }: Scene,
): Promise<MoveOptions> => {
  const urlOf = async (topology: Topology): Promise<string> =>
    (await control.ensureDatabases(topology.name))[module];
  return { module, from: { url: await urlOf(from) }, to: { url: await urlOf(to) }, adminUrl };
};

const moveOf = async (way: Way, module: StatefulModule, scene: Scene): Promise<ModuleMove> =>
  new ModuleMove(await moveOptions(way, module, scene));

/** Before its process starts for the first time: it would take itself for the owner of an empty database. */
const standBy = (way: Way, module: StatefulModule): Action => ({
  phase: 'prepare',
  says: `the new place of ${module} is closed for writes`,
  run: async (scene) => (await moveOf(way, module, scene)).reserve(),
});

const replicate = (way: Way, module: StatefulModule): Action => ({
  phase: 'prepare',
  says: `PostgreSQL copies ${module}, and goes on copying what is written`,
  run: async (scene) => {
    const move = await moveOf(way, module, scene);
    await move.prepare();
    await move.untilCopied(COPIED_WITHIN_MS, ({ says }) => scene.spectator.progress(says));
  },
  reconnect: async (scene) => (await moveOf(way, module, scene)).reconnect(),
});

/**
 * Before it may be closed: whoever is asked looks up then whether it still is the owner, also for what is only read. What was
 * sent without that should have been answered by then, which takes less time than the next action's process needs to start.
 */
const foretell = ({ from, to }: Way): Action =>
  inWhatRuns({
    phase: 'verify',
    says: 'the gateway asks for the owner, and knows where it will send what finds the old place closed',
    run: ({ control }) => control.configureGateway(onTheMove(from, to)),
  });

/** A hand-over that took itself back has left a copy that may be behind: nobody is to be sent there. */
const foretellUnlessBack = (way: Way, module: StatefulModule): Action =>
  inWhatRuns({
    ...foretell(way),
    phase: 'cut over',
    run: async (scene) => {
      const isBack = await (await moveOf(way, module, scene)).isHandedOver();
      await scene.control.configureGateway(isBack ? gatewayOf(way.to) : onTheMove(way.from, way.to));
    },
  });

const verify = (way: Way, module: StatefulModule): Action => ({
  phase: 'verify',
  says: `rows of ${module} are counted and compared on both sides`,
  run: async (scene) => {
    const move = await moveOf(way, module, scene);
    const found = await move.verify(VERIFIED_WITHIN_MS, (says) => scene.spectator.progress(says));
    if (found.differences.length > 0)
      throw new Error(`The copy of ${module} differs: ${JSON.stringify(found.differences)}`);
  },
});

const cutOver = (way: Way, module: StatefulModule): Action => ({
  phase: 'cut over',
  says: `${module} is handed over`,
  handsOver: true,
  run: async (scene) => {
    const { home, epochs, spectator } = scene;
    const { from, to } = await (await moveOf(way, module, scene)).state();
    const ms = await handOverApart({
      home,
      move: await moveOptions(way, module, scene),
      epoch: epochs.next(Math.max(from.epoch, from.arrived, to.epoch, to.arrived)),
      gateway: {
        'by way of the old place': onTheMove(way.from, way.to),
        'to the new place': gatewayOf(way.to),
      },
    });
    spectator.paused(module, ms);
  },
});

/** The place that it left is no copy any more, and empty. */
export const forgetting = (way: Way, module: StatefulModule): Action => ({
  phase: 'clean up',
  says: `${module} is no longer copied back, and what it left is deleted`,
  run: async (scene) => (await moveOf(way, module, scene)).cleanUp({ keep: 'to', dropTheOther: true }),
});

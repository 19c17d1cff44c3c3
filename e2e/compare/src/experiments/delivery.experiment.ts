import { deployedSizes } from '../meters/deployed-size.ts';
import { fencedTopology } from '../shops/fenced-topologies.ts';
import { timeToReady } from '../shops/time-to-ready.ts';
import { compared } from './compared.ts';
import { plain, type Experiment } from './experiment.ts';
import { sum } from './figures.ts';

const NAME = 'delivery';
const MB = 1_000_000;

/** What has to be brought out, and how soon it is there. */
export const delivery: Experiment = {
  name: NAME,
  title: 'What is brought out, and how soon it is ready',
  shops: plain,
  trialsPerRound: () => 1,
  async run(lab) {
    const started = await lab.each(NAME, async ({ shop }) => ({ ready: await timeToReady(shop) }));
    const sizes = await lab.once(async ({ shop }) =>
      Object.values(await deployedSizes(fencedTopology(shop.topology))),
    );
    const images = await lab.once(({ shop }) => shop.imageSizes());
    // The same in each round.
    const deployed = started.map(() => sizes);
    const delivered = started.map(() => images);
    return {
      comparisons: [
        ...compared(
          {
            id: `${NAME}.ready`,
            group: 'change',
            title: 'From start to ready',
            unit: 'ms',
            better: 'lower',
            how: 'All programs are started at once, on the data and the servers that are there; the last to be ready counts.',
          },
          started,
          ({ ready }) => ready.shop,
        ),
        ...compared(
          {
            id: `${NAME}.deployed`,
            group: 'footprint',
            title: 'What is brought out: the project’s own programs',
            unit: 'kB',
            better: 'lower',
            how: 'The built files that each program may ever load, summed over the programs.',
          },
          deployed,
          (sizes) => sum(sizes.map(({ own }) => own)) / 1_000,
        ),
        ...compared(
          {
            id: `${NAME}.dependencies`,
            group: 'footprint',
            title: 'What is brought out: packages',
            unit: 'MB',
            better: 'lower',
            how: 'Files from packages that each program may ever load, in each image anew.',
          },
          deployed,
          (sizes) => sum(sizes.map(({ dependencies }) => dependencies)) / MB,
        ),
        ...compared(
          {
            id: `${NAME}.images`,
            group: 'footprint',
            title: 'Images of the project’s own programs',
            unit: 'MB',
            better: 'lower',
            how: 'Of each program with all that it is built on, Node included, summed; what images have in common is kept once by a machine, and counted in each here.',
          },
          delivered,
          (sizes) => sizes && sum(Object.values(sizes)) / MB,
        ),
      ],
      sweeps: [],
    };
  },
};

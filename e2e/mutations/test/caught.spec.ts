import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { check, violationsIn, type Finding } from '@twinshop/invariants';
import { startShop, type StartedShop } from '@twinshop/local';
import { eventually } from '@twinshop/testing';
import { mutated } from '../src/mutated.ts';
import { casesIn, variants } from './cases.ts';
import { isFull } from './config.ts';
import { Stage } from './stage.ts';

/** What is not done then has been lost: nothing here takes longer. */
const DRAINED_WITHIN_MS = 5_000;
const CAUGHT_WITHIN_MS = 60_000;

async function findingsOn({ shop, history }: Stage, drainWithinMs?: number): Promise<Finding[]> {
  return violationsIn(await check(shop, { history, ...(drainWithinMs !== undefined && { drainWithinMs }) }));
}

/** Also a shop that has just been started has something to do: it builds the first projection. */
async function comesToRest({ shop }: Stage): Promise<void> {
  await check(shop, { rebuild: false });
}

describe.each(variants.map((topology) => [topology.name, topology] as const))('In the %s', (_, topology) => {
  const cases = casesIn(topology, isFull());

  it.each(cases.map((each) => [each.bug.name, each] as const))(
    'the bug "%s" is caught',
    async (_, { bug, provocation, finding }) => {
      const shop = await startShop({ topology: mutated(topology, [bug]) });
      try {
        const stage = new Stage(shop);
        await comesToRest(stage);
        await provocation(stage);
        await eventually(
          async () => {
            const findings = await findingsOn(stage, DRAINED_WITHIN_MS);
            expect(findings).toContainEqual(expect.objectContaining(finding));
          },
          { within: CAUGHT_WITHIN_MS, describe: 'the bug is caught' },
        );
      } finally {
        await shop.stop();
      }
    },
  );

  describe('without any bug', () => {
    let shop: StartedShop;
    let stage: Stage;
    beforeAll(async () => {
      shop = await startShop({ topology });
      stage = new Stage(shop);
      await comesToRest(stage);
    });
    afterAll(() => shop?.stop());

    const provocations = new Set(cases.map(({ provocation }) => provocation));
    it.each([...provocations].map((provocation) => [provocation.name, provocation] as const))(
      'nothing is found: %s',
      async (_, provocation) => {
        await provocation(stage);
        await comesToRest(stage);
        expect(await findingsOn(stage)).toEqual([]);
      },
    );
  });
});

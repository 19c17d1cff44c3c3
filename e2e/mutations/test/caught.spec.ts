import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { check, violationsIn, type Finding } from '@twinshop/invariants';
import { startShop, type StartedShop } from '@twinshop/local';
import { mutated } from '../src/mutated.ts';
import { casesIn, variants } from './cases.ts';
import { isFull } from './config.ts';
import { Stage } from './stage.ts';

/** What is not done then has been lost: nothing here takes longer, but for what is asked again after 15 s. */
const REST_WITHIN_MS = 6_000;

async function findingsOn(stage: Stage, drainWithinMs: number): Promise<Finding[]> {
  return violationsIn(await check(stage.shop, { history: stage.history, drainWithinMs }));
}

describe.each(variants.map((topology) => [topology.name, topology] as const))('In the %s', (_, topology) => {
  const cases = casesIn(topology, isFull());

  it.each(cases.map((each) => [each.bug.name, each] as const))(
    'the bug "%s" is caught',
    async (_, { bug, provocation, finding }) => {
      const shop = await startShop({ topology: mutated(topology, [bug]) });
      try {
        const stage = new Stage(shop);
        await provocation(stage);
        expect(await findingsOn(stage, REST_WITHIN_MS)).toContainEqual(expect.objectContaining(finding));
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
    });
    afterAll(() => shop?.stop());

    const provocations = new Set(cases.map(({ provocation }) => provocation));
    it.each([...provocations].map((provocation) => [provocation.name, provocation] as const))(
      'nothing is found when %s',
      async (_, provocation) => {
        await provocation(stage);
        expect(await findingsOn(stage, 60_000)).toEqual([]);
      },
    );
  });
});

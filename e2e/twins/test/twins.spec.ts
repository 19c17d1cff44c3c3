import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually } from '@twinshop/testing';
import { script } from '../src/script/index.ts';
import { readState, underWay, type State } from '../src/state.ts';
import type { Step } from '../src/step.ts';
import { Twin } from '../src/twin.ts';

const START_WITHIN_MS = 180_000;

let monolith: Twin;
let services: Twin;

beforeAll(async () => {
  monolith = await Twin.start('monolith');
  services = await Twin.start('microservices');
}, START_WITHIN_MS);

afterAll(async () => {
  await Promise.all([monolith?.stop(), services?.stop()]);
}, START_WITHIN_MS);

/** A step that fails is an answer as well: the same on both, or not. */
const answersOf = async (twin: Twin, step: Step): Promise<unknown[]> => {
  await step.play(twin).catch((error: Error) => twin.note({ failed: error.message }));
  return twin.takeTranscript();
};

describe('the same script on the monolith and on the services', () => {
  it.each(script.map((step) => [step.title, step] as const))('%s', async (_, step) => {
    const first = answersOf(monolith, step);
    if (step.atOnce !== true) await first;
    const [expected, answered] = await Promise.all([first, answersOf(services, step)]);
    expect(expected).not.toContainEqual({ failed: expect.any(String) });
    expect(answered).toEqual(expected);
  });
});

describe('what both hold in the end', () => {
  let one: State;
  let other: State;

  beforeAll(async () => {
    for (const twin of [monolith, services])
      await eventually(async () => expect(await underWay(twin)).toEqual([]), {
        within: 20_000,
        describe: `nothing is under way in ${twin.shop.variant}`,
      });
    [one, other] = await Promise.all([readState(monolith), readState(services)]);
  }, 60_000);

  it('is orders of every outcome', () => {
    const outcomes = new Set(
      (one.orders as { status: string; failure_code: string | null }[]).map(
        ({ status, failure_code }) => failure_code ?? status,
      ),
    );
    expect([...outcomes].toSorted()).toEqual([
      'cancelled',
      'confirmed',
      'out_of_stock',
      'payment_declined',
      'payment_unavailable',
    ]);
  });

  it.each(['orders', 'stock', 'carts', 'payments', 'ledger', 'byChance'] as const)(
    'are the same %s',
    (part) => {
      expect(other[part]).toEqual(one[part]);
    },
  );
});

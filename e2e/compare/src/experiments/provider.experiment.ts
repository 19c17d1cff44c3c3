import type { FencedShop } from '../shops/fenced-shop.ts';
import type { Trial } from '../trial/trial.ts';
import { compared, swept } from './compared.ts';
import { plain, type Experiment } from './experiment.ts';
import { finalOrdersPerSecond, secondsOf } from './figures.ts';
import type { Lab, Round } from './lab.ts';

const NAME = 'provider';
/** Milliseconds that the payment provider takes for an answer. */
const LATENCIES = [0, 100, 500, 2_000] as const;
const SLOW = 2_000;
const TOLD_WITHIN_MS = 5_000;
const FINAL_WITHIN_MS = 180_000;

/** The payment provider takes longer and longer: how many orders are taken all the same? */
export const provider: Experiment = {
  name: NAME,
  title: 'A payment provider that takes its time',
  shops: plain,
  trialsPerRound: () => LATENCIES.length,
  async run(lab) {
    const points: { at: number; rounds: Round<Trial>[] }[] = [];
    for (const at of LATENCIES) points.push({ at, rounds: await withProvider(lab, at) });
    const slow = points.find(({ at }) => at === SLOW)!.rounds;
    const how = `${lab.sizes.customers} customers order as fast as they are answered; the provider answers each charge after the given time.`;
    const words = { x: 'ms that the provider takes', logarithmic: false, better: 'higher' } as const;
    return {
      comparisons: [
        ...compared(
          {
            id: `${NAME}.accepted`,
            group: 'resilience',
            title: 'Orders accepted while the provider takes 2 s',
            unit: 'a second',
            better: 'higher',
            how,
            isHeadline: true,
          },
          slow,
          accepted,
        ),
        ...compared(
          {
            id: `${NAME}.final`,
            group: 'resilience',
            title: 'Orders at their end while the provider takes 2 s',
            unit: 'a second',
            better: 'higher',
            how: `${how} Until the last that was accepted is final.`,
          },
          slow,
          finalOrdersPerSecond,
        ),
      ],
      sweeps: [
        ...swept(
          {
            id: `${NAME}.accepted`,
            title: 'Orders accepted as the provider takes longer',
            y: 'orders accepted',
            unit: 'a second',
            how,
            ...words,
          },
          points,
          accepted,
        ),
        ...swept(
          {
            id: `${NAME}.final`,
            title: 'Orders at their end as the provider takes longer',
            y: 'orders at their end',
            unit: 'a second',
            how,
            ...words,
          },
          points,
          finalOrdersPerSecond,
        ),
      ],
    };
  },
};

const accepted = ({ load }: Trial): number => load.orders.acceptedWhileCounted / secondsOf(load);

async function withProvider(lab: Lab, latencyMs: number): Promise<Round<Trial>[]> {
  const { contestants, sizes } = lab;
  const tellAll = (ms: number): Promise<unknown> =>
    Promise.all(contestants.map(({ shop }) => tell(shop, ms)));
  await tellAll(latencyMs);
  try {
    return await lab.measure(NAME, {
      scenario: 'checkout',
      loop: { kind: 'closed', customers: sizes.customers },
      finalWithinMs: FINAL_WITHIN_MS,
    });
  } finally {
    await tellAll(0);
  }
}

async function tell({ providerUrl }: FencedShop, latencyMs: number): Promise<void> {
  const answer = await fetch(`${providerUrl}/behaviour`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ latencyMs }),
    signal: AbortSignal.timeout(TOLD_WITHIN_MS),
  });
  if (!answer.ok) throw new Error(`The payment provider was told to be slow, and answered ${answer.status}.`);
}

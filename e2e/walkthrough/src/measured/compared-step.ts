import { FEWEST_ROUNDS } from '@twinshop/compare';
import { z } from 'zod';

/** What a page tells of a step beside the one before it, by the names that the comparison gives its figures. */
export const FIGURES = [
  'usual-day.p50',
  'usual-day.p99',
  'usual-day.order-answered',
  'usual-day.order-final',
  'capacity.mixed.requests',
  'capacity.mixed.cpu',
  'capacity.checkout.cpu',
  'footprint.memory',
] as const;

/** Of the comparison, those that find these figures. */
export const EXPERIMENTS = ['capacity.mixed', 'capacity.checkout', 'usual-day'] as const;

const figure = z.object({
  id: z.string(),
  title: z.string(),
  unit: z.string(),
  better: z.enum(['higher', 'lower']),
  samples: z.object({ a: z.array(z.number()), b: z.array(z.number()) }),
});

/** A step beside the one before it, as it was measured. */
export const comparedStep = z.object({
  measuredOn: z.iso.date(),
  command: z.string(),
  /** In words. */
  machine: z.string(),
  limits: z.string(),
  /** Runs that were refused, and done again. */
  refused: z.int().nonnegative(),
  figures: z.array(figure),
});

export type ComparedStep = z.infer<typeof comparedStep>;
export type Figure = z.infer<typeof figure>;

/** Of a compare.json, what is read here. */
const compareRecord = z.object({
  startedAt: z.iso.datetime(),
  command: z.string(),
  machine: z.object({ cpu: z.string(), cores: z.number(), memoryGb: z.number() }),
  fence: z.object({ words: z.string() }),
  arms: z.tuple([z.object({ topology: z.string() }), z.object({ topology: z.string() })]),
  comparisons: z.array(figure),
  refused: z.array(z.unknown()),
  isComplete: z.boolean(),
});

/**
 * What a comparison of a step with the one before it says.
 * @throws where it is of something else, was not brought to its end, or lacks a figure that counts
 */
export function fromComparison(record: unknown): { step: number; compared: ComparedStep } {
  const { startedAt, command, machine, fence, arms, comparisons, refused, isComplete } =
    compareRecord.parse(record);
  const step = stepOf(arms[1].topology);
  if (step === undefined || stepOf(arms[0].topology) !== step - 1)
    throw new Error(
      `"${command}" compared ${arms[0].topology} with ${arms[1].topology}: no step of the walk.`,
    );
  if (!isComplete)
    throw new Error(
      `"${command}" was not measured to the end: too many runs were refused, or it was stopped.`,
    );
  const figures = FIGURES.map((id) => {
    const found = comparisons.find((one) => one.id === id);
    const rounds = Math.min(found?.samples.a.length ?? 0, found?.samples.b.length ?? 0);
    if (found === undefined || rounds < FEWEST_ROUNDS)
      throw new Error(`"${command}" has no "${id}" of ${FEWEST_ROUNDS} rounds that count.`);
    return { ...found, samples: { a: found.samples.a.map(rounded), b: found.samples.b.map(rounded) } };
  });
  return {
    step,
    compared: {
      measuredOn: startedAt.slice(0, 10),
      command,
      machine: `${machine.cores} × ${machine.cpu}, ${machine.memoryGb} GB`,
      limits: fence.words,
      refused: refused.length,
      figures,
    },
  };
}

function stepOf(topology: string): number | undefined {
  const found = /^step-(\d)$/.exec(topology);
  return found === null ? undefined : Number(found[1]);
}

/** More digits say nothing. */
const rounded = (value: number): number => Number(value.toPrecision(5));

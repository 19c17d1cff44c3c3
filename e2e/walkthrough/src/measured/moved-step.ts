import { againstRest, spreadOf } from '@twinshop/migration';
import { steps } from '@twinshop/topologies';
import { max, median, sum } from 'simple-statistics';
import { z } from 'zod';

/** A step that was taken live, or gone back over, while customers ordered: of one way, or of several. Times are milliseconds. */
export const movedStep = z.object({
  runs: z.array(z.object({ command: z.string(), on: z.iso.date() })),
  ways: z.int().positive(),
  /** Of the way in the middle. */
  tookMs: z.number(),
  /** The longest for which requests of a module were held; null where nothing was handed over. */
  pauseMs: z.number().nullable(),
  /** Answers of both sides, of all ways; null where none were compared. */
  shadowReads: z.object({ compared: z.int(), different: z.int() }).nullable(),
  /** Of all ways. */
  requests: z.int(),
  failed: z.int(),
  /** Of the way in the middle. */
  p99Ms: z.number().nullable(),
  /** p99 in the step, as a multiple of that where the shop was left alone before or after its way, whichever was longer. */
  againstRest: z.object({ least: z.number(), middle: z.number(), most: z.number() }).nullable(),
});

export type MovedStep = z.infer<typeof movedStep>;
export type Direction = 'there' | 'back';

const seen = z.object({ requests: z.int(), failed: z.int(), p99: z.number().optional() });

/** Of a migration.json, what is read here. */
const migrationRecord = z.object({
  startedAt: z.iso.datetime(),
  from: z.int(),
  to: z.int(),
  at: z.int(),
  command: z.string(),
  rests: z.array(z.object({ seen })),
  steps: z.array(
    z.object({
      from: z.int(),
      to: z.int(),
      undoes: z.literal(true).optional(),
      fromMs: z.number(),
      toMs: z.number(),
      seen,
    }),
  ),
  pauses: z.array(z.object({ atMs: z.number(), ms: z.number() })),
  shadowReads: z.array(z.object({ module: z.string(), compared: z.int(), unexplained: z.int() })),
  failure: z.string().optional(),
});

type Migration = z.infer<typeof migrationRecord>;

/**
 * What migrations say of each step that they took, by the greater of its two numbers.
 * @throws where one did not come to where it was to, or nobody asked anything meanwhile
 */
export function fromMigrations(records: readonly unknown[]): Record<Direction, Map<number, MovedStep>> {
  const taken = records.map(thatCounts).flatMap(stepsOf);
  const inDirection = (direction: Direction): Map<number, MovedStep> => {
    const byStep = Map.groupBy(
      taken.filter((one) => one.direction === direction),
      ({ step }) => step,
    );
    return new Map([...byStep].map(([step, ways]) => [step, together(ways)]));
  };
  return { there: inDirection('there'), back: inDirection('back') };
}

function thatCounts(record: unknown): Migration {
  const migration = migrationRecord.parse(record);
  const { to, at, command, failure } = migration;
  if (failure !== undefined || at !== to)
    throw new Error(`"${command}" ended at step ${at} and not at step ${to}. ${failure ?? ''}`.trim());
  if (migration.steps.every((step) => step.seen.requests === 0))
    throw new Error(`"${command}" had no customers: with --load there are some.`);
  return migration;
}

/** A step of one way. */
interface Taken {
  direction: Direction;
  step: number;
  on: string;
  command: string;
  tookMs: number;
  pausesMs: number[];
  shadowReads: Migration['shadowReads'];
  seen: z.infer<typeof seen>;
  /** Of p99 in the step to that at rest. */
  ratio: number | undefined;
}

function stepsOf(migration: Migration): Taken[] {
  const { startedAt, command, steps: taken, pauses, shadowReads } = migration;
  const ratioOf = againstRest(migration.rests);
  const reached = taken.filter(({ undoes }) => undoes === undefined);
  return reached.map(({ from, to, fromMs, toMs, seen }) => {
    const step = Math.max(from, to);
    return {
      direction: to > from ? 'there' : 'back',
      step,
      on: startedAt.slice(0, 10),
      command,
      tookMs: toMs - fromMs,
      pausesMs: pauses.filter(({ atMs }) => atMs >= fromMs && atMs < toMs).map(({ ms }) => ms),
      shadowReads: shadowReads.filter(({ module }) => leavesWith(module) === step),
      seen,
      ratio: ratioOf({ seen }),
    };
  });
}

function together(ways: readonly Taken[]): MovedStep {
  const pauses = ways.flatMap(({ pausesMs }) => pausesMs);
  const reads = ways.flatMap(({ shadowReads }) => shadowReads);
  const p99s = ways.flatMap(({ seen }) => seen.p99 ?? []);
  const ratios = ways.flatMap(({ ratio }) => (ratio === undefined ? [] : [rounded(ratio)]));
  return {
    runs: [...new Map(ways.map(({ command, on }) => [`${command} ${on}`, { command, on }])).values()],
    ways: ways.length,
    tookMs: Math.round(median(ways.map(({ tookMs }) => tookMs))),
    pauseMs: pauses.length === 0 ? null : Math.round(max(pauses)),
    shadowReads:
      reads.length === 0
        ? null
        : {
            compared: sum(reads.map(({ compared }) => compared)),
            different: sum(reads.map(({ unexplained }) => unexplained)),
          },
    requests: sum(ways.map(({ seen }) => seen.requests)),
    failed: sum(ways.map(({ seen }) => seen.failed)),
    p99Ms: p99s.length === 0 ? null : rounded(median(p99s)),
    againstRest: ratios.length === 0 ? null : spreadOf(ratios),
  };
}

/** The step in which a module gets a process of its own. */
const leavesWith = (module: string): number =>
  steps.findIndex(({ processes }) => processes.some(({ name }) => name === module));

/** More digits say nothing. */
const rounded = (value: number): number => Number(value.toPrecision(5));

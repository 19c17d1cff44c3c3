import { steps } from '@twinshop/topologies';
import { z } from 'zod';

/** A step that was taken live, or gone back over, while customers ordered. Times are milliseconds. */
export const movedStep = z.object({
  movedOn: z.iso.date(),
  command: z.string(),
  tookMs: z.number(),
  /** That requests of a module were held; null where nothing was handed over. */
  pauseMs: z.number().nullable(),
  /** Answers of both sides; null where none were compared. */
  shadowReads: z.object({ compared: z.int(), different: z.int() }).nullable(),
  requests: z.int(),
  failed: z.int(),
  /** In the step, and where the shop was left alone before and after the whole way, whichever took longer. */
  p99Ms: z.number().nullable(),
  p99AtRestMs: z.number().nullable(),
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
  steps: z.array(z.object({ from: z.int(), to: z.int(), fromMs: z.number(), toMs: z.number(), seen })),
  pauses: z.array(z.object({ atMs: z.number(), ms: z.number() })),
  shadowReads: z.array(z.object({ module: z.string(), compared: z.int(), unexplained: z.int() })),
  failure: z.string().optional(),
});

/**
 * What a migration says of each step that it took, by the greater of the two steps.
 * @throws where it did not come to where it was to, or nobody asked anything meanwhile
 */
export function fromMigration(record: unknown): { direction: Direction; moved: Map<number, MovedStep> } {
  const migration = migrationRecord.parse(record);
  const { startedAt, from, to, at, command, steps: taken, rests, pauses, shadowReads, failure } = migration;
  if (failure !== undefined || at !== to)
    throw new Error(`"${command}" ended at step ${at} and not at step ${to}. ${failure ?? ''}`.trim());
  if (taken.every((one) => one.seen.requests === 0))
    throw new Error(`"${command}" had no customers: with --load there are some.`);
  const atRest = rests.flatMap((rest) => rest.seen.p99 ?? []);
  const moved = taken.map((step): [number, MovedStep] => {
    const greater = Math.max(step.from, step.to);
    const held = pauses.filter(({ atMs }) => atMs >= step.fromMs && atMs < step.toMs).map(({ ms }) => ms);
    const reads = shadowReads.filter(({ module }) => leavesWith(module) === greater);
    return [
      greater,
      {
        movedOn: startedAt.slice(0, 10),
        command,
        tookMs: Math.round(step.toMs - step.fromMs),
        pauseMs: held.length === 0 ? null : Math.round(Math.max(...held)),
        shadowReads:
          reads.length === 0
            ? null
            : {
                compared: sum(reads.map(({ compared }) => compared)),
                different: sum(reads.map(({ unexplained }) => unexplained)),
              },
        requests: step.seen.requests,
        failed: step.seen.failed,
        p99Ms: step.seen.p99 ?? null,
        p99AtRestMs: atRest.length === 0 ? null : Math.max(...atRest),
      },
    ];
  });
  return { direction: to > from ? 'there' : 'back', moved: new Map(moved) };
}

/** The step in which a module gets a process of its own. */
const leavesWith = (module: string): number =>
  steps.findIndex(({ processes }) => processes.some(({ name }) => name === module));

const sum = (values: readonly number[]): number => values.reduce((all, one) => all + one, 0);

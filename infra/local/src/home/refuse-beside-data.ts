import { readFile } from 'node:fs/promises';
import { microservices, steps, type Topology } from '@twinshop/topologies';
import { z } from 'zod';
import { Refusal } from '../refusal.ts';

/** Until then it is where any monolith has it, as if there had been no migration. */
const DATA_MOVES_FROM = 2;

const step = z
  .int()
  .min(0)
  .max(steps.length - 1);

/** Of what a migration has written down, all that matters to whoever starts a shop. */
const Migration = z.object({ at: step, underWay: z.object({ to: step, startAt: step }).optional() });

/**
 * Keeps a shop from being started beside its data: a monolith whose orders have left would begin with none.
 * @param migrationFile what a migration of this home has written down, if there was one
 * @param options.flags of `./shop up`, for the shop that its data would be found by
 * @returns the step that a migration of the topology is amid; undefined where there is none
 * @throws Refusal where it has taken the data to where the topology does not look
 */
export async function refuseBesideData(
  migrationFile: string,
  { name }: Topology,
  { flags = '' }: { flags?: string } = {},
): Promise<number | undefined> {
  const text = await readFile(migrationFile, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  if (text === undefined) return undefined;
  const { at: reached, underWay } = migrationIn(text, migrationFile);
  const at = underWay?.startAt ?? reached;
  const isServices = at === steps.length - 1 && name === microservices.name;
  if (at < DATA_MOVES_FROM || name === steps[at]!.name || isServices)
    return name === steps[at]!.name ? underWay?.to : undefined;
  throw new Refusal(
    `A migration has taken the data of this shop to step ${at}, where ${name} would not find it. Start it there: ./shop up step-${at}${flags}. ./shop migrate leads to another step; --fresh begins with no data.`,
  );
}

/** For whoever starts a shop amid a step. */
export const amidStep = (to: number): string =>
  `A migration was stopped amid step ${to}. ./shop migrate goes on with it, or undoes it.`;

function migrationIn(text: string, migrationFile: string): z.infer<typeof Migration> {
  try {
    return Migration.parse(JSON.parse(text));
  } catch {
    throw new Refusal(
      `${migrationFile} is damaged, so where a migration has taken the data of this shop is not known. Delete it if there was none; --fresh begins with no data.`,
    );
  }
}

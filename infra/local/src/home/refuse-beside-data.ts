import { readFile } from 'node:fs/promises';
import { microservices, steps, type Topology } from '@twinshop/topologies';
import { z } from 'zod';
import { Refusal } from '../refusal.ts';

/** Until then it is where any monolith has it, as if there had been no migration. */
const DATA_MOVES_FROM = 2;

/** Of what a migration has written down, all that matters to whoever starts a shop. */
const Migration = z.object({
  at: z
    .int()
    .min(0)
    .max(steps.length - 1),
});

/**
 * Keeps a shop from being started beside its data: a monolith whose orders have left would begin with none.
 * @param migrationFile what a migration of this home has written down, if there was one
 * @throws Refusal where it has taken the data to where the topology does not look
 */
export async function refuseBesideData(migrationFile: string, { name }: Topology): Promise<void> {
  const text = await readFile(migrationFile, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  if (text === undefined) return;
  const at = stepIn(text, migrationFile);
  const isServices = at === steps.length - 1 && name === microservices.name;
  if (at < DATA_MOVES_FROM || name === steps[at]!.name || isServices) return;
  throw new Refusal(
    `A migration has taken the data of this shop to step ${at}, where ${name} would not find it. Start it there: ./shop up step-${at}. ./shop migrate leads to another step; --fresh begins with no data.`,
  );
}

function stepIn(text: string, migrationFile: string): number {
  try {
    return Migration.parse(JSON.parse(text)).at;
  } catch {
    throw new Refusal(
      `${migrationFile} is damaged, so where a migration has taken the data of this shop is not known. Delete it if there was none; --fresh begins with no data.`,
    );
  }
}

import type { Heal } from './stage.ts';

/**
 * Undoes faults, the last one first, and takes each from the list: one that can't be undone keeps no other from it.
 * @throws AggregateError of what could not be undone
 */
export async function healAll(heals: Heal[]): Promise<void> {
  const errors: unknown[] = [];
  for (let heal = heals.pop(); heal !== undefined; heal = heals.pop())
    await heal().catch((error: unknown) => errors.push(error));
  if (errors.length > 0)
    throw new AggregateError(
      errors,
      `Not healed: ${errors.map((error) => (error as Error).message).join('; ')}`,
    );
}

import { z } from 'zod';

const environment = z.object({
  MUTATIONS_SIZE: z
    .enum(['small', 'full'])
    .default('small')
    .describe('which bugs are tried: a few of each kind, or all, which takes minutes'),
});

/** Whether every seeded bug is to be caught, or a few. Throws an Error that names the variable where it is wrong. */
export function isFull(env: Record<string, string | undefined> = process.env): boolean {
  const parsed = environment.safeParse(env);
  if (!parsed.success) throw new Error(z.prettifyError(parsed.error));
  return parsed.data.MUTATIONS_SIZE === 'full';
}

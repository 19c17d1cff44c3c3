import { z } from 'zod';

/** Stops the boot: names each variable that is wrong, what was expected, and what it is for. */
export class InvalidConfiguration extends Error {
  override readonly name = 'InvalidConfiguration';
}

/**
 * The environment read through a schema; each variable carries its description with `.describe()`.
 * @throws InvalidConfiguration
 */
export const readConfig = <Shape extends z.ZodObject>(
  shape: Shape,
  environment: NodeJS.ProcessEnv,
): z.infer<Shape> => {
  const parsed = shape.safeParse(environment);
  if (parsed.success) return parsed.data;
  const lines = parsed.error.issues.map((issue) => {
    const name = String(issue.path[0]);
    const described = (shape.shape[name] as z.ZodType | undefined)?.description;
    return `  ${name}: ${issue.message}${described === undefined ? '' : ` (${described})`}`;
  });
  throw new InvalidConfiguration(`The environment is not usable:\n${lines.join('\n')}`);
};

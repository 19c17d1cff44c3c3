import { readFileSync } from 'node:fs';
import { z } from 'zod';

/** Stops the boot: names each variable that is wrong, what was expected, and what it is for. */
export class InvalidConfiguration extends Error {
  override readonly name = 'InvalidConfiguration';
}

/**
 * The environment read through a schema; each variable carries its description with `.describe()`. One that is not there
 * is read from the file that `<NAME>_FILE` names, as containers are given their secrets.
 * @throws InvalidConfiguration
 */
export const readConfig = <Shape extends z.ZodObject>(
  shape: Shape,
  environment: NodeJS.ProcessEnv,
): z.infer<Shape> => {
  const parsed = shape.safeParse(withFiles(Object.keys(shape.shape), environment));
  if (parsed.success) return parsed.data;
  const lines = parsed.error.issues.map((issue) => {
    const name = String(issue.path[0]);
    const described = (shape.shape[name] as z.ZodType | undefined)?.description;
    return `  ${name}: ${issue.message}${described === undefined ? '' : ` (${described})`}`;
  });
  throw new InvalidConfiguration(`The environment is not usable:\n${lines.join('\n')}`);
};

function withFiles(names: readonly string[], environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const read = names.flatMap((name) => {
    const file = environment[`${name}_FILE`];
    return environment[name] === undefined && file !== undefined ? [[name, contentOf(name, file)]] : [];
  });
  return { ...environment, ...Object.fromEntries(read) };
}

function contentOf(name: string, file: string): string {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch (error) {
    throw new InvalidConfiguration(`${name}_FILE can’t be read: ${(error as Error).message}`);
  }
}

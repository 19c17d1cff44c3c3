import { writeFileSync } from 'node:fs';

/** Writes an environment as `node --env-file` reads it, for its owner only: there are passwords in it. */
export function writeEnvironmentFile(file: string, environment: Readonly<Record<string, string>>): void {
  const lines = Object.entries(environment).map(([name, value]) => `${name}=${quoted(name, value)}\n`);
  writeFileSync(file, lines.join(''), { mode: 0o600 });
}

/** There is no escaping in such a file: a value is put between quotes that it has none of. */
function quoted(name: string, value: string): string {
  const quote = ["'", '"', '`'].find((each) => !value.includes(each));
  if (quote === undefined) throw new Error(`The value of ${name} can't be written to an environment file.`);
  return `${quote}${value}${quote}`;
}

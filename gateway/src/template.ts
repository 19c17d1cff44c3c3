import { readFileSync } from 'node:fs';
import path from 'node:path';

const TEMPLATES = path.resolve(import.meta.dirname, '../nginx');

export type Values = Readonly<Record<string, string | number>>;

/**
 * A file of `gateway/nginx` with its `{{names}}` filled in.
 * @throws where it has a name that there is no value for
 */
export function fillTemplate(file: string, values: Values): string {
  const text = readFileSync(path.join(TEMPLATES, file), 'utf8');
  return text.replaceAll(/\{\{(\w+)\}\}/g, (_, name: string) => {
    const value = values[name];
    if (value === undefined) throw new Error(`${file} needs a value for ${name}.`);
    return String(value);
  });
}

/**
 * A path as nginx reads it between double quotes.
 * @throws where it has a character that nginx would take for something else
 */
export function quotable(file: string): string {
  if (/["\\${}\n]/.test(file))
    throw new Error(`nginx can't be told of the path ${file}: it has one of " \\ $ { }.`);
  return file;
}

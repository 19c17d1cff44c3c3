import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Edit, Mutation } from './mutation.ts';

/**
 * The sources of all modules that the mutations change, by path below the root.
 * @param read the built source of a module
 * @throws an Error that names mutation and module, where a text is not there exactly once
 */
export function mutatedSources(
  mutations: readonly Mutation[],
  read: (module: string) => string,
): Map<string, string> {
  const sources = new Map<string, string>();
  for (const { name, edits } of mutations)
    for (const edit of edits)
      sources.set(edit.module, edited(name, edit, sources.get(edit.module) ?? read(edit.module)));
  return sources;
}

function edited(mutation: string, { module, replace, by }: Edit, source: string): string {
  const [before, after, ...more] = source.split(replace);
  if (after === undefined || more.length > 0) {
    const times = after === undefined ? 'not at all' : `${1 + more.length} times`;
    throw new Error(
      `The mutation "${mutation}" replaces a text once that ${module} has ${times}: ${replace}`,
    );
  }
  return `${before}${by}${after}`;
}

/** Reads what was built. */
export const builtBelow =
  (root: string) =>
  (module: string): string =>
    readFileSync(path.join(root, module), 'utf8');

import { registerHooks } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Mutation } from './mutation.ts';
import { builtBelow, mutatedSources } from './mutated-sources.ts';

/**
 * From now on, this process loads the modules that the mutations change as they change them.
 * @param root the workspace's
 * @throws where a mutation does not fit what is built, whether or not the module would ever be loaded
 */
export function replaceModules(mutations: readonly Mutation[], root: string): void {
  const sources = new Map(
    [...mutatedSources(mutations, builtBelow(root))].map(([module, source]) => [
      pathToFileURL(path.join(root, module)).href,
      source,
    ]),
  );
  registerHooks({
    load(url, context, nextLoad) {
      const source = sources.get(url);
      return source === undefined ? nextLoad(url, context) : { format: 'module', source, shortCircuit: true };
    },
  });
}

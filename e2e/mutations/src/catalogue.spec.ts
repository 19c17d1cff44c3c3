import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { microservices, monolith } from '@twinshop/topologies';
import ts from 'typescript';
import { catalogue } from './catalogue.ts';
import { mutatedSources } from './mutated-sources.ts';

const ROOT = path.resolve(import.meta.dirname, '../../..');

const { config } = ts.readConfigFile(path.join(ROOT, 'tsconfig.base.json'), (file) => ts.sys.readFile(file));
const { options } = ts.convertCompilerOptionsFromJson(
  // Of a single file, the compiler does not find out that its package is made of ES modules.
  {
    ...(config as { compilerOptions: object }).compilerOptions,
    module: 'esnext',
    moduleResolution: 'bundler',
  },
  ROOT,
);

/** What the build makes of a module: nothing needs to be built for these tests, and nothing stale is looked at. */
function compiled(module: string): string {
  const source = path.join(ROOT, module.replace('/dist/', '/src/').replace(/\.js$/, '.ts'));
  return ts.transpileModule(readFileSync(source, 'utf8'), { compilerOptions: options, fileName: source })
    .outputText;
}

const syntaxErrors = (source: string): string[] =>
  (ts.transpileModule(source, { reportDiagnostics: true, fileName: 'mutated.js' }).diagnostics ?? []).map(
    ({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'),
  );

const processes = new Set(
  [microservices, monolith].flatMap((topology) => topology.processes.map(({ name }) => name)),
);

describe.each(catalogue.map((mutation) => [mutation.name, mutation] as const))(
  'The mutation %s',
  (_, mutation) => {
    it('fits the shop as it is', () => {
      const sources = mutatedSources([mutation], compiled);
      for (const [module, source] of sources) {
        expect(source).not.toBe(compiled(module));
        expect({ module, errors: syntaxErrors(source) }).toEqual({ module, errors: [] });
      }
    });

    it('is about processes that there are', () => {
      expect(mutation.processes).not.toEqual([]);
      for (const process of mutation.processes) expect(processes).toContain(process);
    });
  },
);

describe('The catalogue', () => {
  it('has each name once', () => {
    const names = catalogue.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
  });
});

import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { ESLint } from 'eslint';
import { allowed, refused } from './imports.fixtures.ts';

interface ProjectGraph {
  nodes: Record<string, { data: { tags?: string[] } }>;
}

const workspaceRoot = resolve(import.meta.dirname, '../../../..');

/** Computing the graph also leaves the cache that the boundaries rule reads, without which it checks nothing. */
function readProjectGraph(): ProjectGraph {
  const folder = mkdtempSync(join(tmpdir(), 'twinshop-graph-'));
  const file = join(folder, 'graph.json');
  try {
    execFileSync(process.execPath, [join(workspaceRoot, 'node_modules/.bin/nx'), 'graph', `--file=${file}`], {
      cwd: workspaceRoot,
      env: { ...process.env, NX_DAEMON: 'false', NODE_OPTIONS: '' },
      stdio: 'pipe',
    });
    return (JSON.parse(readFileSync(file, 'utf8')) as { graph: ProjectGraph }).graph;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const lint = new ESLint({ cwd: workspaceRoot });

/** Most fixtures are in no TypeScript project, so they are linted without types. */
const lintWithoutTypes = new ESLint({
  cwd: workspaceRoot,
  overrideConfig: {
    languageOptions: { parserOptions: { projectService: false } },
    rules: { '@typescript-eslint/no-floating-promises': 'off' },
  },
});

async function findings(fixture: { file: string; code: string }, eslint = lintWithoutTypes) {
  const [result] = await eslint.lintText(fixture.code, { filePath: join(workspaceRoot, fixture.file) });
  return result!.messages.map(({ ruleId, messageId, message }) => ({ ruleId, messageId, message }));
}

let graph: ProjectGraph;

beforeAll(() => {
  graph = readProjectGraph();
}, 60_000);

describe('the module boundaries', () => {
  it.each(refused)('refuse that $why', async (fixture) => {
    const found = await findings(fixture);

    const expected = { ruleId: fixture.rule, ...(fixture.messageId && { messageId: fixture.messageId }) };
    expect(found).toEqual([expect.objectContaining(expected)]);
  });

  it.each(allowed)('allow that $why', async (fixture) => {
    expect(await findings(fixture)).toEqual([]);
  });
});

describe('the tags', () => {
  const tagsOf = (project: string, kind: string) =>
    (graph.nodes[project]!.data.tags ?? []).filter((tag) => tag.startsWith(`${kind}:`));

  it('are one scope and one type on each project', () => {
    const wrong = Object.keys(graph.nodes).filter(
      (project) => tagsOf(project, 'scope').length !== 1 || tagsOf(project, 'type').length !== 1,
    );

    expect(wrong).toEqual([]);
  });

  it('each have a constraint, and no constraint is for everything', async () => {
    const config = (await lint.calculateConfigForFile(join(workspaceRoot, 'monolith/src/main.ts'))) as {
      rules: Record<
        string,
        [unknown, { depConstraints: { sourceTag: string; onlyDependOnLibsWithTags: string[] }[] }]
      >;
    };
    const { depConstraints } = config.rules['@nx/enforce-module-boundaries']![1];
    const known = depConstraints.map((constraint) => constraint.sourceTag);
    const used = new Set(
      Object.keys(graph.nodes).flatMap((project) => [
        ...tagsOf(project, 'scope'),
        ...tagsOf(project, 'type'),
      ]),
    );

    expect(known.toSorted()).toEqual([...used].toSorted());
    expect(depConstraints.flatMap((constraint) => constraint.onlyDependOnLibsWithTags)).not.toContain('*');
  });
});

describe('the lint', () => {
  it('refuses a promise that nobody waits for', async () => {
    const file = 'libs/platform/src/errors/index.ts';
    const code = (prefix: string) => `export function forget() {\n  ${prefix}Promise.resolve();\n}\n`;

    expect(await findings({ file, code: code('') }, lint)).toMatchObject([
      { ruleId: '@typescript-eslint/no-floating-promises' },
    ]);
    expect(await findings({ file, code: code('void ') }, lint)).toEqual([]);
  });

  it.each(['libs/order/feature/src/order.module.ts', 'storefront/src/page.tsx', 'storefront/vite.config.ts'])(
    'has no rule that only warns for %s',
    async (file) => {
      const { rules } = (await lint.calculateConfigForFile(join(workspaceRoot, file))) as {
        rules: Record<string, [number, ...unknown[]]>;
      };

      expect(Object.keys(rules).filter((rule) => rules[rule]![0] === 1)).toEqual([]);
    },
  );
});

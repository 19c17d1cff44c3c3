import js from '@eslint/js';
import nx from '@nx/eslint-plugin';
import prettier from 'eslint-config-prettier';
import reactHooks from 'eslint-plugin-react-hooks';
import { defineConfig } from 'eslint/config';
import globals from 'globals';
import tseslint from 'typescript-eslint';

const sources = '**/*.{ts,tsx,js,mjs}';
const tests = ['**/*.spec.{ts,tsx}', '**/test/**/*.{ts,tsx}'];

/**
 * Who may depend on whom. Each project carries one `type:*` and one `scope:*` tag and must satisfy both lines:
 * what its kind may use, and what its part of the shop may use.
 */
const mayUse = {
  'type:platform': [],
  'type:contracts': ['type:contracts', 'type:platform'],
  'type:feature': ['type:contracts', 'type:platform'],
  'type:client': ['type:contracts', 'type:platform'],
  'type:subscriptions': ['type:contracts', 'type:platform'],
  'type:app': ['type:feature', 'type:client', 'type:subscriptions', 'type:contracts', 'type:platform'],
  'type:ui': ['type:contracts'],
  'type:sample': ['type:contracts', 'type:platform'],
  'type:server': ['type:server', 'type:platform'],
  'type:testing': ['type:server', 'type:platform'],
  'type:tool': ['type:tool', 'type:server', 'type:sample', 'type:contracts', 'type:platform'],
  'type:e2e': [
    'type:e2e',
    'type:tool',
    'type:testing',
    'type:subscriptions',
    'type:contracts',
    'type:platform',
    'type:server',
    'type:sample',
  ],

  'scope:platform': ['scope:platform'],
  'scope:catalog': ['scope:catalog', 'scope:platform', 'type:contracts', 'type:client', 'type:subscriptions'],
  'scope:order': ['scope:order', 'scope:platform', 'type:contracts', 'type:client', 'type:subscriptions'],
  'scope:payment': ['scope:payment', 'scope:platform', 'type:contracts', 'type:client', 'type:subscriptions'],
  'scope:recommendation': [
    'scope:recommendation',
    'scope:platform',
    'type:contracts',
    'type:client',
    'type:subscriptions',
  ],
  'scope:monolith': ['type:feature', 'type:contracts', 'type:client', 'type:subscriptions', 'scope:platform'],
  'scope:payment-provider': ['scope:payment-provider', 'scope:platform'],
  'scope:storefront': ['scope:storefront', 'type:contracts'],
  'scope:subscriptions': ['type:contracts', 'scope:platform'],
  'scope:gateway': ['scope:gateway', 'scope:infra', 'scope:platform', 'type:feature', 'type:contracts'],
  'scope:infra': [
    'scope:infra',
    'scope:gateway',
    'scope:e2e',
    'scope:platform',
    'type:contracts',
    'type:sample',
  ],
  'scope:testing': ['scope:testing', 'scope:infra', 'scope:platform'],
  'scope:e2e': [
    'scope:e2e',
    'scope:infra',
    'scope:testing',
    'scope:platform',
    'scope:subscriptions',
    'type:contracts',
    'type:sample',
  ],
};

const boundaries = (alsoAllowed) => [
  'error',
  {
    allow: ['^(\\.\\./)+jest\\.preset\\.mjs$'],
    banTransitiveDependencies: true,
    checkDynamicDependenciesExceptions: ['.*'],
    depConstraints: Object.entries(mayUse).map(([sourceTag, tags]) => ({
      sourceTag,
      onlyDependOnLibsWithTags: [...tags, ...alsoAllowed],
    })),
  },
];

const noProcessImport = {
  regex: '^(?:node:)?process$',
  message: 'Use the global `process`; its environment is read in one config file per app.',
};

/** Refuses every import that none of the patterns matches in full. */
const onlyImports = (patterns, message) => [
  'error',
  { patterns: [{ regex: `^(?!(?:${patterns.join('|')})$)`, caseSensitive: true, message }] },
];

const contracts = '@twinshop/[a-z-]+-contracts';
const values = '@twinshop/platform/(?:values|errors|messages)';
const domainFile =
  '\\.{1,2}/(?!.*(?:http|persistence|messaging|use-cases|policies)/)(?!.*\\.(?:module|controller|entity)\\.ts$).*';

const domainImports = [domainFile, contracts, values, 'zod', 'node:crypto'];
const domainMessage =
  'The domain is plain TypeScript: only its own files, contracts, platform values and zod.';

const noDynamicImport = ['error', { selector: 'ImportExpression', message: 'Import statically here.' }];

/** The workspace tolerates no warnings, so what a shared config warns about is refused. */
const asErrors = (rules) =>
  Object.fromEntries(
    Object.entries(rules).map(([name, level]) => [name, level === 'warn' ? 'error' : level]),
  );

export default defineConfig(
  { ignores: ['**/dist', '**/out-tsc', '**/reports', '**/coverage', '.nx', '.shop'] },
  { linterOptions: { reportUnusedDisableDirectives: 'error', reportUnusedInlineConfigs: 'error' } },

  js.configs.recommended,
  tseslint.configs.recommended,
  {
    files: [sources],
    plugins: { '@nx': nx },
    languageOptions: { globals: globals.node },
    rules: {
      '@nx/enforce-module-boundaries': boundaries([]),
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-restricted-exports': [
        'error',
        { restrictDefaultExports: { direct: true, named: true, defaultFrom: true } },
      ],
      'no-restricted-imports': ['error', { patterns: [noProcessImport] }],
      'no-restricted-properties': [
        'error',
        { object: 'process', property: 'env', message: 'Read the environment in one config file per app.' },
        { object: 'globalThis', property: 'process', message: 'Use the global `process`.' },
      ],
      'no-warning-comments': ['error', { terms: ['todo', 'fixme', 'xxx'], location: 'anywhere' }],
    },
  },

  {
    // These run straight from source by stripping types, where an unmarked type import would be a missing export.
    files: ['infra/**/*.ts', 'gateway/**/*.ts', 'e2e/**/*.ts', 'libs/catalog/sample/**/*.ts'],
    rules: { '@typescript-eslint/consistent-type-imports': 'error' },
  },

  {
    files: ['**/{config,*.config}.{ts,js,mjs}', '**/bootstrap*.{ts,js,mjs}', ...tests],
    ignores: ['libs/*/feature/src/**/{config,*.config}.ts'],
    rules: { 'no-restricted-properties': 'off' },
  },
  {
    // Files whose default export is what the tool that loads them asks for.
    files: ['**/*.config.{ts,js,mjs}', 'jest.preset.mjs', '**/*global-{setup,teardown}.{ts,mjs}'],
    rules: { 'no-restricted-exports': 'off' },
  },

  {
    files: ['libs/*/contracts/src/**/*.ts'],
    ignores: tests,
    rules: {
      'no-restricted-imports': onlyImports(
        ['\\.{1,2}/.*', '@twinshop/(?!platform/).*', '@twinshop/platform/database', values, 'zod'],
        'Contracts are shared by every process and the browser: no framework, no database, no I/O.',
      ),
      '@typescript-eslint/no-restricted-imports': [
        'error',
        {
          patterns: [
            {
              regex: '^@twinshop/platform/database$',
              allowTypeImports: true,
              message: 'Contracts may name a transaction, by `import type`, but not run one.',
            },
          ],
        },
      ],
      'no-restricted-syntax': noDynamicImport,
    },
  },
  {
    files: ['**/domain/**/*.ts'],
    rules: {
      'no-restricted-imports': onlyImports(domainImports, domainMessage),
      'no-restricted-syntax': noDynamicImport,
      'no-restricted-globals': ['error', 'process', 'fetch', 'console', 'setTimeout', 'setInterval'],
    },
  },
  {
    files: ['**/domain/**/*.spec.ts'],
    rules: { 'no-restricted-imports': onlyImports([...domainImports, '@jest/globals'], domainMessage) },
  },

  {
    files: ['storefront/**/*.{ts,tsx}'],
    extends: [reactHooks.configs.flat.recommended],
    languageOptions: { globals: globals.browser },
    rules: asErrors(reactHooks.configs.flat.recommended.rules),
  },
  {
    // Needs types, which is slow: where a forgotten promise would lose an order or leave a process behind.
    files: [
      'libs/platform/src/**/*.ts',
      'libs/*/feature/src/**/*.ts',
      'libs/*/client/src/**/*.ts',
      'monolith/src/**/*.ts',
      'services/*/src/**/*.ts',
      'gateway/**/src/**/*.ts',
      'infra/*/src/**/*.ts',
    ],
    ignores: tests,
    languageOptions: { parserOptions: { projectService: true } },
    rules: { '@typescript-eslint/no-floating-promises': 'error' },
  },
  { files: tests, rules: { '@nx/enforce-module-boundaries': boundaries(['type:testing']) } },
  prettier,
);

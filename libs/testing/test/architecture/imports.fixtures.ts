/** One line of source in a file that need not exist, and the rule that must refuse it. */
export interface RefusedFixture {
  readonly why: string;
  readonly file: string;
  readonly code: string;
  readonly rule: string;
  /** Which of the rule's findings it must be, where the rule has several. */
  readonly messageId?: string;
}

export type AllowedFixture = Omit<RefusedFixture, 'rule' | 'messageId'>;

const boundaries = '@nx/enforce-module-boundaries';
const wrongTag = { rule: boundaries, messageId: 'onlyTagsConstraintViolation' };

const use = (specifier: string) => `import * as used from '${specifier}';\nexport const again = used;\n`;

export const refused: readonly RefusedFixture[] = [
  {
    why: 'contracts use a feature',
    file: 'libs/order/contracts/src/order.ts',
    code: use('@twinshop/payment-feature'),
    ...wrongTag,
  },
  {
    why: "a feature uses another module's feature",
    file: 'libs/order/feature/src/order.module.ts',
    code: use('@twinshop/catalog-feature'),
    ...wrongTag,
  },
  {
    why: "a feature uses another module's client, and so knows that it is elsewhere",
    file: 'libs/catalog/feature/src/catalog.module.ts',
    code: use('@twinshop/recommendation-client'),
    ...wrongTag,
  },
  {
    why: 'a feature knows who else hears of its events',
    file: 'libs/order/feature/src/order.module.ts',
    code: use('@twinshop/subscriptions'),
    ...wrongTag,
  },
  {
    why: "a service composes another's module",
    file: 'services/order/src/wiring.ts',
    code: use('@twinshop/catalog-feature'),
    ...wrongTag,
  },
  {
    why: 'a client uses the feature that it stands in for',
    file: 'libs/catalog/client/src/catalog-api.http.ts',
    code: use('@twinshop/catalog-feature'),
    ...wrongTag,
  },
  {
    why: 'a feature uses what is for tests',
    file: 'libs/order/feature/src/order.module.ts',
    code: use('@twinshop/testing'),
    ...wrongTag,
  },
  {
    why: 'a feature uses the process it is composed into',
    file: 'libs/catalog/feature/src/catalog.module.ts',
    code: use('@twinshop/monolith'),
    rule: boundaries,
  },
  {
    why: 'a feature uses sample data',
    file: 'libs/catalog/feature/src/catalog.module.ts',
    code: use('@twinshop/catalog-sample'),
    ...wrongTag,
  },
  {
    why: 'the platform uses another project',
    file: 'libs/platform/src/http/server.ts',
    code: use('@twinshop/topologies'),
    rule: boundaries,
    messageId: 'emptyOnlyTagsConstraintViolation',
  },
  {
    why: 'sample data uses a feature',
    file: 'libs/catalog/sample/src/catalogue.ts',
    code: use('@twinshop/order-feature'),
    ...wrongTag,
  },
  {
    why: 'an app uses a tool',
    file: 'monolith/src/wiring.ts',
    code: use('@twinshop/local'),
    ...wrongTag,
  },
  {
    why: 'the payment provider, which is outside the shop, knows its contracts',
    file: 'infra/payment-provider/src/main.ts',
    code: use('@twinshop/payment-contracts'),
    ...wrongTag,
  },
  {
    why: 'the storefront uses server code',
    file: 'storefront/src/main.ts',
    code: use('@twinshop/platform/config'),
    ...wrongTag,
  },
  {
    why: 'a tool reaches into a feature',
    file: 'infra/local/src/start-shop.ts',
    code: use('@twinshop/order-feature'),
    ...wrongTag,
  },
  {
    why: 'a server uses a tool',
    file: 'infra/postgres/src/index.ts',
    code: use('@twinshop/topologies'),
    ...wrongTag,
  },
  {
    why: 'test support uses a tool',
    file: 'libs/testing/src/builders.ts',
    code: use('@twinshop/topologies'),
    ...wrongTag,
  },
  {
    why: 'a scenario drives the shop from inside',
    file: 'e2e/scenarios/test/orders.spec.ts',
    code: use('@twinshop/order-feature'),
    ...wrongTag,
  },
  {
    why: 'a project is imported by its files instead of its name',
    file: 'libs/order/feature/src/order.module.ts',
    code: use('../../../catalog/contracts/src/index.ts'),
    rule: boundaries,
    messageId: 'noRelativeOrAbsoluteImportsAcrossLibraries',
  },
  {
    why: 'a project imports itself by name',
    file: 'libs/order/contracts/src/order.ts',
    code: use('@twinshop/order-contracts'),
    rule: boundaries,
    messageId: 'noSelfCircularDependencies',
  },
  {
    why: 'a library is used that package.json does not declare',
    file: 'libs/platform/src/http/server.ts',
    code: use('lodash'),
    rule: boundaries,
    messageId: 'noTransitiveDependencies',
  },
  {
    why: 'only the type of something forbidden is imported',
    file: 'libs/order/feature/src/order.module.ts',
    code: `import type { Product } from '@twinshop/catalog-feature';\nexport type Again = Product;\n`,
    ...wrongTag,
  },
  {
    why: 'something forbidden is imported lazily',
    file: 'libs/order/feature/src/order.module.ts',
    code: `export const later = () => import('@twinshop/catalog-feature');\n`,
    ...wrongTag,
  },

  ...[
    '@nestjs/common',
    'typeorm',
    'pg',
    'fastify',
    'undici',
    'node:fs',
    '../persistence/order.entity.ts',
  ].map((specifier) => ({
    why: `the domain uses ${specifier}`,
    file: 'libs/order/feature/src/domain/order.ts',
    code: use(specifier),
    rule: 'no-restricted-imports',
  })),
  {
    why: 'the domain imports lazily',
    file: 'libs/order/feature/src/domain/order.ts',
    code: `export const later = () => import('pg');\n`,
    rule: 'no-restricted-syntax',
  },
  {
    why: 'the domain talks to the network',
    file: 'libs/order/feature/src/domain/order.ts',
    code: `export const later = () => fetch('http://localhost');\n`,
    rule: 'no-restricted-globals',
  },
  {
    why: 'a test of the domain needs a framework',
    file: 'libs/order/feature/src/domain/order.spec.ts',
    code: use('@nestjs/testing'),
    rule: 'no-restricted-imports',
  },
  ...['@nestjs/common', '@nestjs/swagger', 'typeorm', 'pg', 'node:fs', '@twinshop/platform/http'].map(
    (specifier) => ({
      why: `contracts use ${specifier}`,
      file: 'libs/order/contracts/src/order.ts',
      code: use(specifier),
      rule: 'no-restricted-imports',
    }),
  ),

  {
    why: 'contracts run transactions',
    file: 'libs/order/contracts/src/order.ts',
    code: use('@twinshop/platform/database'),
    rule: '@typescript-eslint/no-restricted-imports',
  },

  ...[
    'libs/order/feature/src/http/orders.controller.ts',
    'libs/order/feature/src/config.ts',
    'libs/platform/src/http/server.ts',
    'monolith/src/wiring.ts',
    'infra/local/src/start-shop.ts',
  ].map((file) => ({
    why: `the environment is read in ${file}`,
    file,
    code: `export const port = process.env['PORT'];\n`,
    rule: 'no-restricted-properties',
  })),
  {
    why: 'the environment is taken apart',
    file: 'monolith/src/wiring.ts',
    code: `export const { env } = process;\n`,
    rule: 'no-restricted-properties',
  },
  {
    why: 'the environment is reached through an import',
    file: 'monolith/src/wiring.ts',
    code: `import { env } from 'node:process';\nexport const port = env['PORT'];\n`,
    rule: 'no-restricted-imports',
  },
  {
    why: 'a module has a default export',
    file: 'libs/platform/src/http/server.ts',
    code: `export default function server() {}\n`,
    rule: 'no-restricted-exports',
  },
  {
    why: 'a source that runs by stripping types imports a type as a value',
    file: 'infra/topologies/src/monolith.ts',
    code: `import { Server } from 'node:http';\nexport type Again = Server;\n`,
    rule: '@typescript-eslint/consistent-type-imports',
  },
  {
    why: 'a hook is called conditionally',
    file: 'storefront/src/page.tsx',
    code: `import { useState } from 'react';\nexport function Page({ on }: { on: boolean }) {\n  if (on) useState(1);\n  return null;\n}\n`,
    rule: 'react-hooks/rules-of-hooks',
  },
];

export const allowed: readonly AllowedFixture[] = [
  {
    why: "a feature uses its own and other modules' contracts",
    file: 'libs/order/feature/src/order.module.ts',
    code:
      use('@twinshop/order-contracts') + use('@twinshop/catalog-contracts').replaceAll(/used|again/g, '$&2'),
  },
  {
    why: 'a feature uses the platform',
    file: 'libs/order/feature/src/order.module.ts',
    code: use('@twinshop/platform/database'),
  },
  {
    why: "a feature's tests use test support",
    file: 'libs/order/feature/src/order.spec.ts',
    code: use('@twinshop/testing'),
  },
  {
    why: "contracts use another module's contracts",
    file: 'libs/recommendation/contracts/src/recommendations.ts',
    code: use('@twinshop/catalog-contracts'),
  },
  {
    why: 'an app composes features',
    file: 'monolith/src/wiring.ts',
    code: use('@twinshop/order-feature'),
  },
  {
    why: 'an app reads its environment in one file',
    file: 'monolith/src/config.ts',
    code: `export const port = process.env['PORT'];\n`,
  },
  {
    why: 'the storefront uses contracts',
    file: 'storefront/src/api.ts',
    code: use('@twinshop/order-contracts'),
  },
  {
    why: 'a tool uses servers and sample data',
    file: 'infra/local/src/start-shop.ts',
    code: use('@twinshop/postgres') + use('@twinshop/catalog-sample').replaceAll(/used|again/g, '$&2'),
  },
  {
    why: 'test support uses servers',
    file: 'libs/testing/src/databases.ts',
    code: use('@twinshop/postgres'),
  },
  {
    why: 'a scenario starts a shop from outside',
    file: 'e2e/scenarios/test/mortal-shop.ts',
    code: use('@twinshop/local'),
  },
  {
    why: 'the domain uses its own files, contracts and values',
    file: 'libs/order/feature/src/domain/order.ts',
    code: use('./order-status.ts') + use('@twinshop/order-contracts').replaceAll(/used|again/g, '$&2'),
  },
  {
    why: 'contracts name a transaction',
    file: 'libs/order/contracts/src/order.ts',
    code: `import type { Transaction } from '@twinshop/platform/database';\nexport type Again = Transaction;\n`,
  },
  {
    why: 'contracts describe shapes with zod',
    file: 'libs/order/contracts/src/order.ts',
    code: use('zod'),
  },
  {
    why: 'a tool is configured by a default export',
    file: 'storefront/vite.config.ts',
    code: `export default { root: process.env['ROOT'] };\n`,
  },
];

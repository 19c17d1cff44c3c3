import type { ModuleName } from './hosted-module.ts';

/** What each module answers, by how its paths begin. */
const PATHS: readonly (readonly [prefix: string, module: ModuleName])[] = [
  ['/api/categories', 'catalog'],
  ['/api/products', 'catalog'],
  ['/api/admin', 'catalog'],
  ['/images', 'catalog'],
  ['/fallback', 'catalog'],
  ['/internal/catalog', 'catalog'],

  ['/api/customers', 'order'],
  ['/api/sessions', 'order'],
  ['/api/cart', 'order'],
  ['/api/orders', 'order'],
  ['/internal/orders', 'order'],

  ['/api/recommendations', 'recommendation'],
  ['/internal/recommendation', 'recommendation'],
];

/** The module that a path belongs to; undefined for the storefront's, and for what is nobody's. */
export const moduleOf = (path: string): ModuleName | undefined =>
  PATHS.find(([prefix]) => path.startsWith(prefix))?.[1];

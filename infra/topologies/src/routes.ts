import type { Route } from './gateway.ts';

/** Those modules that customers talk to. */
export type PublicModule = 'catalog' | 'order' | 'recommendation';

/** Every route of the public contract, to the process that serves its module. */
export function routesTo(serves: Readonly<Record<PublicModule, string>>): Route[] {
  const { catalog, order, recommendation } = serves;
  return [
    { path: '/api/categories', to: catalog },
    { path: '/api/products', to: catalog },
    { path: '/api/products/{id}', to: catalog },
    { path: '/api/products/{id}/related', to: catalog },
    { path: '/api/admin/products', to: catalog },
    { path: '/api/admin/products/import', to: catalog, kind: 'import' },
    { path: '/api/admin/products/{id}', to: catalog },
    { path: '/api/admin/products/{id}/stock', to: catalog },
    { path: '/images/products/{motif}/{file}', to: catalog },

    { path: '/api/customers', to: order, kind: 'sign-in' },
    { path: '/api/sessions', to: order, kind: 'sign-in' },
    { path: '/api/customers/me', to: order },
    { path: '/api/cart', to: order },
    { path: '/api/cart/items/{productId}', to: order },
    { path: '/api/orders', to: order },
    { path: '/api/orders/{id}', to: order },
    { path: '/api/orders/{id}/events', to: order, kind: 'events' },
    { path: '/api/orders/{id}/cancel', to: order },

    {
      path: '/api/recommendations',
      to: recommendation,
      // A process that holds both modules fails as a whole.
      ...(recommendation !== catalog && { fallback: { to: catalog, path: '/fallback/recommendations' } }),
    },
  ];
}

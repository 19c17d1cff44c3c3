import type { StatefulModule } from '@twinshop/topologies';

/** What a module has in a database that it shares. */
interface Belongings {
  /** Tables and views. */
  relations: readonly string[];
  /** Functions of triggers, without parameters. */
  functions: readonly string[];
  /** The migrations that have made all that, by their names. */
  migrations: readonly string[];
}

export const MODULES: readonly StatefulModule[] = ['catalog', 'order', 'payment'];

/** What a module is called in SQL, as a role and as a schema. */
export const inSql = (module: StatefulModule): string => `"${module}"`;

export const belongings: Readonly<Record<StatefulModule, Belongings>> = {
  catalog: {
    relations: ['category', 'product', 'stock', 'stock_change', 'reservation'],
    functions: ['count_added_products', 'count_removed_products', 'count_moved_products'],
    migrations: ['CreateCatalog1790000000001', 'VersionOffers1790000000005', 'ReserveStock1790000000006'],
  },
  order: {
    relations: ['customer', 'cart_item', 'orders', 'order_line', 'checkout_saga', 'offer_copy'],
    functions: [],
    migrations: [
      'CreateOrders1790000000002',
      'CreateCheckoutSaga1790000000006',
      'ReleaseBeforeRejecting1790000000014',
      'RememberTheRequest1790000000015',
    ],
  },
  payment: {
    relations: ['payment'],
    functions: [],
    migrations: ['CreatePayments1790000000003', 'AnswerCommands1790000000013'],
  },
};

/** What only a module that speaks by messages has: under the same names in each schema, so never in a shared one. */
export const MESSAGING = {
  tables: ['outbox', 'inbox', 'outbox_destination', 'outbox_lost'],
  migrations: ['CreateMessaging1790000000000', 'NoteLostMessages1790000000016'],
} as const;

/** What only one database has: references from module to module, and an index for joins across them. */
export const JOINS = {
  migration: 'JoinModules1790000000004',
  references: [
    { name: 'cart_item_product', table: 'cart_item', column: 'product_id', to: 'product' },
    { name: 'order_line_product', table: 'order_line', column: 'product_id', to: 'product' },
    { name: 'payment_order', table: 'payment', column: 'order_id', to: 'orders' },
  ],
  index: { name: 'order_line_of_product', on: 'order_line (product_id, order_id DESC)' },
} as const;

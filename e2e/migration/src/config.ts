import path from 'node:path';

/** Everything that it takes from its environment. */
export const config = {
  /** SHOP_HOME: where the shop that runs keeps its data. */
  home: path.resolve(process.env['SHOP_HOME'] || path.join(import.meta.dirname, '../../../.shop')),
  reports: path.join(import.meta.dirname, '../../../reports/migrate'),
};

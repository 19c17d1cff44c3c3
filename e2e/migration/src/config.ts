import path from 'node:path';

const home = path.resolve(process.env['SHOP_HOME'] || path.join(import.meta.dirname, '../../../.shop'));

/** Everything that it takes from its environment. */
export const config = {
  /** SHOP_HOME: where the shop that runs keeps its data. */
  home,
  /** What is known of the shop in containers. */
  containersHome: path.join(home, 'containers'),
  reports: path.join(import.meta.dirname, '../../../reports/migrate'),
};

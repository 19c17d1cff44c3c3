import { sampleProduct } from '@twinshop/catalog-sample';
import type { Pieces } from '../history/history.ts';
import { readStock, type ProductStock } from './stock.ts';
import type { ShopToRead } from './variant.ts';

/** What a product must have begun with, for all of its pieces to be where they are. */
export const impliedInitial = ({ onHand, reserved, sold, restocked }: ProductStock): number =>
  onHand + reserved + sold - restocked;

/**
 * What all products began with, as a shop that is right by now implies: what a later check may hold the stock against.
 * For a history that begins on a shop which has sold before; at any moment, also under load.
 */
export async function initialStock(shop: ShopToRead): Promise<Pieces> {
  const products = await readStock(shop);
  return Object.fromEntries(products.map((product) => [product.id, impliedInitial(product)]));
}

/** The generated catalogue knows what each of its products begins with; undefined for others. */
export function generatedStock({ id, sku }: ProductStock): number | undefined {
  const number = /^TS-(\d{6,7})$/.exec(sku)?.[1];
  if (number === undefined || Number(number) === 0) return undefined;
  const product = sampleProduct(Number(number) - 1);
  return product.id === id ? product.stock : undefined;
}

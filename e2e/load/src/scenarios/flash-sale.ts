import type { Visit } from './visitor.ts';

/** Everybody wants a piece of the same product, of which there are few: not to get one is an answer as good as any. */
export const flashSale: Visit = async (visitor) => {
  const { scarceProductId } = visitor.market;
  const items = [{ productId: scarceProductId, quantity: 1 }];
  await visitor.looksAt(scarceProductId);
  await visitor.orders(visitor.someone(), items, { mayBeGone: true });
};

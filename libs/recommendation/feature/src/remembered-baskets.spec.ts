import { describe, expect, it } from '@jest/globals';
import { Baskets } from '@twinshop/recommendation-contracts';
import { RememberedBaskets } from './remembered-baskets.ts';

class Shelf extends Baskets {
  readonly orders: Record<string, string[]> = { '1': ['a'], '2': ['a', 'b'] };
  readonly askedFor: string[][] = [];

  override async contents(orderIds: readonly string[]): Promise<string[][]> {
    this.askedFor.push([...orderIds]);
    return orderIds.map((id) => this.orders[id] ?? []);
  }

  override having = async (): Promise<string[][]> => [];
  override latest = async (): Promise<string[][]> => [];
  override ofCustomer = async (): Promise<string[][]> => [];
}

describe('baskets that are remembered', () => {
  it('are asked for once', async () => {
    const shelf = new Shelf();
    const remembered = new RememberedBaskets(shelf);
    expect(await remembered.contents(['2'])).toEqual([['a', 'b']]);
    expect(await remembered.contents(['1', '2'])).toEqual([['a'], ['a', 'b']]);
    expect(await remembered.contents(['2', '1'])).toEqual([['a', 'b'], ['a']]);
    expect(shelf.askedFor).toEqual([['2'], ['1']]);
  });

  it('are asked for again where they were not known', async () => {
    const shelf = new Shelf();
    const remembered = new RememberedBaskets(shelf);
    expect(await remembered.contents(['3', '1'])).toEqual([[], ['a']]);
    shelf.orders['3'] = ['c'];
    expect(await remembered.contents(['3', '1'])).toEqual([['c'], ['a']]);
  });
});

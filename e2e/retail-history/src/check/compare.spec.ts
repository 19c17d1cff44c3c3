import { describe, expect, it } from '@jest/globals';
import type { PlacedOrder } from '../replay/place-orders.ts';
import type { Accounts } from '../rules/invoice-book.ts';
import type { ShopOrder } from '../shop/answers.ts';
import { compare, type Evidence } from './compare.ts';
import type { Charged } from './read-back.ts';

const money = (amount: number) => ({ amount, currency: 'GBP' as const });

const ORDER: ShopOrder = {
  id: 'order-1',
  status: 'confirmed',
  items: [{ productId: 'heart', quantity: 6, unitPrice: money(295) }],
  total: money(1770),
  failure: null,
};

const PLACED: PlacedOrder = {
  planned: {
    invoice: '536365',
    time: 0,
    customer: '17850',
    country: 'France',
    lines: [{ sku: '85123A', productId: 'heart', quantity: 6, unitPrice: 295 }],
    total: 1770,
    fileLines: 1,
  },
  order: ORDER,
  alreadyThere: false,
};

const ACCOUNTS: Accounts = {
  lines: { read: 3, ordered: 1, merged: 1, refused: [{ rule: 'cancellation', count: 1, first: 'x' }] },
  invoices: { read: 2, placed: 1, refused: [{ rule: 'cancellation', count: 1, first: 'x' }] },
};

const CAPTURED: Charged = { captures: 1, captured: 1770, refunded: 0 };

/** One order on which everybody agrees, but for what is said otherwise. */
function verdictOn(
  said: { seen?: Partial<ShopOrder> | null; charged?: Partial<Charged> | null } & Partial<Evidence>,
) {
  const { seen = {}, charged = {}, ...evidence } = said;
  const { sums, disagreements } = compare({
    accounts: ACCOUNTS,
    placed: [PLACED],
    unplaced: [],
    history: seen === null ? new Map() : new Map([['order-1', { ...ORDER, ...seen }]]),
    ledger: charged === null ? new Map() : new Map([['order-1', { ...CAPTURED, ...charged }]]),
    ...evidence,
  });
  return { sums, codes: disagreements.map(({ code }) => code), disagreements };
}

describe('the file, the shop and the provider', () => {
  it('agree to the penny', () => {
    expect(verdictOn({})).toMatchObject({ sums: { file: 1770, shop: 1770, provider: 1770 }, codes: [] });
  });

  it('agree where the provider was not asked', () => {
    expect(verdictOn({ ledger: undefined })).toMatchObject({ sums: { provider: undefined }, codes: [] });
  });

  it.each(['rejected', 'cancelled'] as const)('agree on an order that is %s and not charged', (status) => {
    const verdict = verdictOn({ seen: { status }, charged: null });
    expect(verdict).toMatchObject({ sums: { file: 0, shop: 0, provider: 0 }, codes: [] });
  });

  it('agree on an order that was cancelled and refunded', () => {
    expect(verdictOn({ seen: { status: 'cancelled' }, charged: { refunded: 1770 } }).codes).toEqual([]);
  });

  it.each([
    ['not_in_history', { seen: null }],
    ['not_final', { seen: { status: 'pending' as const }, charged: null }],
    ['lines_differ', { seen: { items: [{ productId: 'heart', quantity: 5, unitPrice: money(354) }] } }],
    ['total_differs', { seen: { total: money(1769) } }],
    ['not_captured_once', { charged: null }],
    ['not_captured_once', { charged: { captures: 2, captured: 3540, refunded: 1770 } }],
    ['captured_amount_differs', { charged: { captured: 1769 } }],
    ['captured_amount_differs', { charged: { refunded: 1 } }],
    ['charged_without_order', { seen: { status: 'rejected' as const } }],
    ['refused_by_shop', { unplaced: [{ planned: PLACED.planned, code: 'idempotency_key_reused' }] }],
    ['lines_unaccounted', { accounts: { ...ACCOUNTS, lines: { ...ACCOUNTS.lines, read: 4 } } }],
    ['invoices_unaccounted', { accounts: { ...ACCOUNTS, invoices: { ...ACCOUNTS.invoices, placed: 2 } } }],
  ])('disagree: %s', (code, said) => expect(verdictOn(said).codes).toEqual([code]));

  it('name the invoice and the order on which they disagree', () => {
    expect(verdictOn({ charged: { captured: 1769 } }).disagreements).toEqual([
      {
        code: 'captured_amount_differs',
        invoice: '536365',
        orderId: 'order-1',
        detail: '£17.70 by the file, £17.69 at the provider',
      },
    ]);
  });
});

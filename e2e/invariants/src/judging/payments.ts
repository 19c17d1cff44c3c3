import type { Finding, InvariantResult } from '../check-report.ts';
import type { Movement } from '../reading/ledger.ts';
import type { OrderRow } from '../reading/orders.ts';
import type { Snapshot } from '../reading/snapshot.ts';
import { findingOf } from './finding-of.ts';

const found = findingOf(2, 'order');
const inAll = findingOf(2, 'ledger');

type Books = Pick<Snapshot, 'orders' | 'ledger'>;

/** The provider's ledger against the orders. Amounts are minor units. */
export function judgePayments(books: Books): InvariantResult {
  const { orders, ledger } = books;
  const movements = Map.groupBy(ledger, ({ reference }) => reference);
  return {
    number: 2,
    says: 'Each confirmed order is paid once and in full, and no other costs anything',
    checked: { count: orders.length + ledger.length, what: 'orders and movements of money' },
    findings: [
      ...orders.flatMap((order) => wronglyPaid(order, movements.get(order.id) ?? [])),
      ...withoutOrder(books),
      ...wrongSum(books),
    ],
  };
}

function wronglyPaid(order: OrderRow, movements: readonly Movement[]): Finding[] {
  const { id, status, total, linesTotal } = order;
  const times = (type: Movement['type']) => movements.filter((movement) => movement.type === type).length;
  const net = netOf(movements);
  const owed = owedFor(order);
  const findings: Finding[] = [];
  if (times('charge') > 1)
    findings.push(found('duplicated', id, `The order ${id} was charged ${times('charge')} times`));
  if (times('refund') > 1)
    findings.push(found('duplicated', id, `The order ${id} was refunded ${times('refund')} times`));
  if (net !== owed)
    findings.push(found('wrong', id, `The order ${id} is ${status} and costs ${owed}; ${net} was taken`));
  if (total !== linesTotal)
    findings.push(found('wrong', id, `The order ${id} costs ${total}, and its lines ${linesTotal}`));
  return findings;
}

function withoutOrder({ orders, ledger }: Books): Finding[] {
  const known = new Set(orders.map(({ id }) => id));
  return ledger
    .filter(({ reference }) => !known.has(reference))
    .map(({ type, amount, reference }) =>
      found('unexpected', reference, `There is a ${type} of ${amount} for ${reference}, which is no order`),
    );
}

function wrongSum({ orders, ledger }: Books): Finding[] {
  const owed = orders.reduce((sum, order) => sum + owedFor(order), 0);
  const taken = netOf(ledger);
  return owed === taken
    ? []
    : [inAll('wrong', 'all', `All confirmed orders together cost ${owed}; ${taken} was taken`)];
}

const owedFor = ({ status, total }: OrderRow): number => (status === 'confirmed' ? total : 0);

const netOf = (movements: readonly Movement[]): number =>
  movements.reduce((net, { type, amount }) => net + (type === 'charge' ? amount : -amount), 0);

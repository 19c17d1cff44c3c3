import type { HistoricDay } from '../real-day/historic-day.ts';
import type { Visit } from './visitor.ts';

/** The orders of a day of the past, each by the same customer as then. Nobody only looks: invoices do not tell of it. */
export const replay =
  ({ orders }: HistoricDay): Visit =>
  async (visitor) => {
    const { customer, items } = orders[visitor.nth]!;
    await visitor.orders(visitor.customer(customer), items);
  };

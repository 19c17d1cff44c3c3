import type { Customer } from '../market/market.ts';
import type { Random } from '../random.ts';

/** All customers. A cart is one customer’s, so only somebody who is idle may fill it: two at once would order each other’s things. */
export class Crowd {
  readonly #customers: readonly Customer[];
  readonly #idle: Customer[];
  #withoutCart = 0;

  constructor(customers: readonly Customer[]) {
    this.#customers = customers;
    this.#idle = [...customers];
  }

  /** Visits that found nobody idle. */
  get withoutCart(): number {
    return this.#withoutCart;
  }

  /** Who has been idle for the longest; undefined when everybody is busy. */
  someoneIdle(): Customer | undefined {
    const found = this.#idle.shift();
    if (!found) this.#withoutCart += 1;
    return found;
  }

  isIdle(customer: Customer): void {
    this.#idle.push(customer);
  }

  someone(random: Random): Customer {
    return random.pick(this.#customers);
  }

  /** Always the same for a number. */
  customer(nth: number): Customer {
    return this.#customers[nth % this.#customers.length]!;
  }
}

import { randomUUID } from 'node:crypto';
import type { Locator, Page } from 'playwright-core';
import { shopUnderTest } from './config.ts';

export interface Account {
  readonly name: string;
  readonly email: string;
  readonly password: string;
}

export interface Bought {
  readonly id: string;
  readonly name: string;
}

export function newAccount(): Account {
  return { name: 'Ada Lovelace', email: `${randomUUID()}@example.test`, password: `pass-${randomUUID()}` };
}

/** A product with pieces enough for every test, found through the public contract. */
export async function wellStockedProduct(): Promise<Bought> {
  const { baseUrl } = shopUnderTest();
  const { items } = await ask<{ items: Bought[] }>(`${baseUrl}/api/products?sort=popular&limit=50`);
  for (const { id } of items) {
    const product = await ask<Bought & { stock: number }>(`${baseUrl}/api/products/${id}`);
    if (product.stock >= 10) return product;
  }
  throw new Error(
    'None of the 50 most popular products has ten pieces in stock: start the shop with --fresh.',
  );
}

/** What customers do, by what they see: roles, labels and words, never the page's inner names. */
export class Shopper {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  /** Opens the page of a product and puts it into the cart; a guest is asked to sign in on the way. */
  async addToCart(product: Bought): Promise<void> {
    await this.page.goto(`/products/${product.id}`);
    await this.page.getByRole('button', { name: 'Add to cart' }).click();
  }

  /** From the sign-in page to being signed in with a new account. */
  async signUp(account = newAccount()): Promise<Account> {
    await this.page.getByRole('link', { name: 'Create an account' }).click();
    await this.page.getByLabel('Name').fill(account.name);
    await this.page.getByLabel('Email').fill(account.email);
    await this.page.getByLabel('Password').fill(account.password);
    await this.page.getByRole('button', { name: 'Create account' }).click();
    await this.page.getByRole('button', { name: 'Your account' }).waitFor();
    return account;
  }

  /** A new customer with this product in the cart, on the checkout page. */
  async goToCheckoutWith(product: Bought): Promise<void> {
    await this.addToCart(product);
    await this.signUp();
    await this.notice(`${product.name} is in your cart`).waitFor();
    await this.page.goto('/checkout');
    await this.placeOrderButton.waitFor();
  }

  async buy(product: Bought, card = 'Demo Visa'): Promise<void> {
    await this.goToCheckoutWith(product);
    await this.page.getByRole('radio', { name: card }).check();
    await this.placeOrderButton.click();
    await this.page.waitForURL(/\/orders\/[0-9a-f-]{36}$/);
  }

  /** From an order's page to the history; the links to its orders, once there are any. */
  async openHistory(): Promise<Locator> {
    await this.page.getByRole('link', { name: 'All your orders' }).click();
    await this.page.getByRole('heading', { level: 1, name: 'Your orders' }).waitFor();
    const orders = this.page.getByRole('main').getByRole('link', { name: /^Order / });
    await orders.first().waitFor();
    return orders;
  }

  get placeOrderButton(): Locator {
    return this.page.getByRole('button', { name: /^(Place order|Placing)/ });
  }

  notice(words: string): Locator {
    return this.page.getByRole('status').filter({ hasText: words });
  }

  /** Waits until the open order page says this status. */
  async seesOrder(
    status: 'Pending' | 'Confirmed' | 'Not completed' | 'Cancelled',
    within = 15_000,
  ): Promise<void> {
    const sentence = this.page.getByRole('status').filter({ hasText: `${status}.` });
    await sentence.waitFor({ timeout: within });
  }
}

async function ask<T>(url: string): Promise<T> {
  const response = await fetch(url, { signal: AbortSignal.timeout(10_000) });
  if (!response.ok) throw new Error(`GET ${url} answered ${response.status}`);
  return (await response.json()) as T;
}

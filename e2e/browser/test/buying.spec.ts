import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { launchChromium } from '../src/chromium.ts';
import { newAccount, Shopper, wellStockedProduct, type Bought } from '../src/shopper.ts';
import { visit } from '../src/visit.ts';

describe('buying something', () => {
  let browser: Browser;
  let product: Bought;

  beforeAll(async () => {
    browser = await launchChromium();
    product = await wellStockedProduct();
  });
  afterAll(() => browser?.close());

  it('leads from the front door through search and sign-up to a confirmed order', async () => {
    await visit(browser, { name: 'buying from the front door' }, async (page) => {
      const shopper = new Shopper(page);
      await page.goto('/');
      await page.getByRole('heading', { name: 'Popular right now' }).waitFor();

      await page.getByRole('searchbox', { name: 'Search the shop' }).fill(product.name);
      await page.getByRole('button', { name: 'Search', exact: true }).click();
      await page.getByRole('main').getByRole('link', { name: product.name, exact: true }).first().click();
      await page.getByRole('heading', { level: 1, name: product.name }).waitFor();

      await page.getByRole('button', { name: 'Add to cart' }).click();
      await page.getByRole('heading', { name: 'Sign in' }).waitFor();
      await shopper.signUp();
      await shopper.notice(`${product.name} is in your cart`).waitFor();
      expect(new URL(page.url()).pathname).toMatch(/^\/products\//);

      await page.getByRole('link', { name: 'Cart 1 item' }).click();
      await page.getByRole('button', { name: `One more of ${product.name}` }).click();
      await page.getByRole('link', { name: 'Cart 2 items' }).waitFor();
      await page.getByRole('link', { name: 'Go to checkout' }).click();
      await page.getByRole('radio', { name: 'Demo Visa' }).check();
      await shopper.placeOrderButton.click();

      await shopper.seesOrder('Confirmed');
      await page.getByRole('link', { name: 'Cart 0 items' }).waitFor();
    });
  });

  it('brings a returning customer back to what they were doing', async () => {
    const account = newAccount();
    await visit(browser, { name: 'returning customer' }, async (page) => {
      const shopper = new Shopper(page);
      await shopper.addToCart(product);
      await shopper.signUp(account);
      await page.getByRole('button', { name: 'Your account' }).click();
      await page.getByRole('button', { name: 'Sign out' }).click();
      await page.getByRole('link', { name: 'Sign in' }).waitFor();

      await page.goto('/orders');
      await page.getByLabel('Email').fill(account.email);
      await page.getByLabel('Password').fill(account.password);
      await page.getByRole('button', { name: 'Sign in' }).click();
      await page.getByRole('heading', { level: 1, name: 'Your orders' }).waitFor();
      await page.getByRole('link', { name: 'Cart 1 item' }).waitFor();
    });
  });

  it('says beside the field what is wrong with it', async () => {
    await visit(browser, { name: 'bad sign-up', expectedRefusals: [400] }, async (page) => {
      await page.goto('/sign-up');
      await page.getByLabel('Name').fill('Ada');
      await page.getByLabel('Email').fill('not an email');
      await page.getByLabel('Password').fill('short');
      await page.getByRole('button', { name: 'Create account' }).click();
      const email = page.getByLabel('Email');
      await page.locator(':focus').and(email).waitFor();
      expect(await email.getAttribute('aria-invalid')).toBe('true');
      expect(await page.getByLabel('Password').getAttribute('aria-invalid')).toBe('true');
      expect(await page.getByLabel('Name').getAttribute('aria-invalid')).toBeNull();
    });
  });

  it('explains a declined card, and puts the items back into the cart', async () => {
    await visit(browser, { name: 'declined card' }, async (page) => {
      const shopper = new Shopper(page);
      await shopper.buy(product, 'Declined card');
      await shopper.seesOrder('Not completed');
      await page.getByRole('heading', { name: 'The card was declined' }).waitFor();
      await page.getByRole('button', { name: 'Put the items back into the cart' }).click();
      await page.getByRole('heading', { level: 1, name: 'Your cart' }).waitFor();
      await page.getByRole('main').getByRole('link', { name: product.name }).waitFor();
    });
  });

  it('can be undone: a cancelled order says that the money goes back', async () => {
    await visit(browser, { name: 'cancelling' }, async (page) => {
      const shopper = new Shopper(page);
      await shopper.buy(product);
      await shopper.seesOrder('Confirmed');
      await page.getByRole('button', { name: 'Cancel order' }).click();
      await page.getByRole('dialog').getByRole('button', { name: 'Keep it' }).click();
      await page.getByRole('dialog').waitFor({ state: 'hidden' });
      await page.getByRole('button', { name: 'Cancel order' }).click();
      await page.getByRole('dialog').getByRole('button', { name: 'Yes, cancel' }).click();
      await shopper.seesOrder('Cancelled');
      expect(await page.getByRole('button', { name: 'Cancel order' }).count()).toBe(0);
    });
  });

  it('leaves its traces in the order history, ten orders at a time', async () => {
    await visit(browser, { name: 'order history' }, async (page) => {
      const shopper = new Shopper(page);
      await shopper.buy(product);
      await shopper.seesOrder('Confirmed');
      await orderMore(page, 10, product);

      const orders = await shopper.openHistory();
      await page.getByRole('button', { name: 'Older orders' }).waitFor();
      expect(await orders.count()).toBe(10);
      await page.getByRole('button', { name: 'Older orders' }).click();
      await orders.nth(10).waitFor();
      await page.getByRole('button', { name: 'Older orders' }).waitFor({ state: 'hidden' });
      await orders.nth(10).click();
      await shopper.seesOrder('Confirmed');
    });
  });

  it('places one order for a double click', async () => {
    await visit(browser, { name: 'double click' }, async (page) => {
      const shopper = new Shopper(page);
      await shopper.goToCheckoutWith(product);
      await shopper.placeOrderButton.dblclick();
      await shopper.seesOrder('Confirmed');
      const orders = await shopper.openHistory();
      expect(await orders.count()).toBe(1);
    });
  });

  it('places one order although the reply was lost and the page was loaded again', async () => {
    await visit(browser, { name: 'lost reply' }, async (page) => {
      const shopper = new Shopper(page);
      await shopper.goToCheckoutWith(product);
      const keys: (string | undefined)[] = [];
      await page.route('**/api/orders', async (route) => {
        if (route.request().method() !== 'POST') return route.continue();
        keys.push(route.request().headers()['idempotency-key']);
        if (keys.length > 1) return route.continue();
        // The shop takes the order; its answer never arrives, and the customer loses patience.
        await route.fetch();
        await page.reload();
      });
      await shopper.placeOrderButton.click();

      await shopper.seesOrder('Confirmed');
      expect(keys.length).toBe(2);
      expect(keys[1]).toBe(keys[0]);
      const orders = await shopper.openHistory();
      expect(await orders.count()).toBe(1);
    });
  });
});

/** Orders through the contract, with the page's own session, where clicking would prove nothing more. */
async function orderMore(page: Page, count: number, product: Bought): Promise<void> {
  await page.evaluate(
    async ({ orders, productId }) => {
      const { accessToken } = JSON.parse(sessionStorage.getItem('twinshop.session') ?? '{}') as {
        accessToken: string;
      };
      for (let placed = 0; placed < orders; placed++) {
        const response = await fetch('/api/orders', {
          method: 'POST',
          headers: {
            'content-type': 'application/json',
            authorization: `Bearer ${accessToken}`,
            'idempotency-key': crypto.randomUUID(),
          },
          body: JSON.stringify({
            items: [{ productId, quantity: 1 }],
            payment: { method: 'card', token: 'tok_visa' },
          }),
        });
        if (!response.ok) throw new Error(`POST /api/orders answered ${response.status}`);
      }
    },
    { orders: count, productId: product.id },
  );
}

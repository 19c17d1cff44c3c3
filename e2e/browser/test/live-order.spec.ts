import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, Page, Route } from 'playwright-core';
import { launchChromium } from '../src/chromium.ts';
import { whileProviderIs } from '../src/payment-provider.ts';
import { Shopper, wellStockedProduct, type Bought } from '../src/shopper.ts';
import { visit } from '../src/visit.ts';

/** Milliseconds. The shop waits for the card processor before it answers, and tries again later. */
const answeredWithin = 30_000;
const settledWithin = 45_000;

describe('an order whose payment takes its time', () => {
  let browser: Browser;
  let product: Bought;

  beforeAll(async () => {
    browser = await launchChromium();
    product = await wellStockedProduct();
  });
  afterAll(() => browser?.close());

  it('is seen pending, and then confirmed without a reload', async () => {
    await visit(browser, { name: 'slow payment' }, async (page) => {
      await whileProviderIs({ latencyMs: 20_000 }, async (heal) => {
        const shopper = await placeAndSeePending(page, product);
        const reloads = countReloads(page);
        await heal();
        await shopper.seesOrder('Confirmed', settledWithin);
        expect(reloads()).toBe(0);
      });
    });
  }, 120_000);

  it('is confirmed by polling where its events can not be had', async () => {
    await visit(browser, { name: 'polling' }, async (page) => {
      let polls = 0;
      await page.route('**/api/orders/*/events', (route) => route.fulfill({ status: 200, body: '' }));
      await page.route('**/api/orders', (route) => answerAs(route, 'pending'));
      await page.route(/\/api\/orders\/[0-9a-f-]{36}$/, (route) =>
        ++polls > 2 ? route.continue() : answerAs(route, 'pending'),
      );
      const shopper = await placeAndSeePending(page, product);
      await shopper.seesOrder('Confirmed');
      expect(polls).toBeGreaterThan(2);
    });
  });
});

async function placeAndSeePending(page: Page, product: Bought): Promise<Shopper> {
  const shopper = new Shopper(page);
  await shopper.goToCheckoutWith(product);
  await shopper.placeOrderButton.click();
  await page.waitForURL(/\/orders\//, { timeout: answeredWithin });
  await shopper.seesOrder('Pending');
  return shopper;
}

/** The shop's own answer to a request for an order, but for the status. */
async function answerAs(route: Route, status: string): Promise<void> {
  const response = await route.fetch();
  const order = (await response.json()) as object;
  await route.fulfill({ response, json: { ...order, status } });
}

function countReloads(page: Page): () => number {
  let loads = 0;
  page.on('load', () => loads++);
  return () => loads;
}

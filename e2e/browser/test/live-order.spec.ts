import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
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
      await page.route('**/api/orders/*/events', (route) => route.fulfill({ status: 200, body: '' }));
      await whileProviderIs({ down: true }, async (heal) => {
        const shopper = await placeAndSeePending(page, product);
        await heal();
        await shopper.seesOrder('Confirmed', settledWithin);
      });
    });
  }, 120_000);
});

async function placeAndSeePending(page: Page, product: Bought): Promise<Shopper> {
  const shopper = new Shopper(page);
  await shopper.goToCheckoutWith(product);
  await shopper.placeOrderButton.click();
  await page.waitForURL(/\/orders\//, { timeout: answeredWithin });
  await shopper.seesOrder('Pending');
  return shopper;
}

function countReloads(page: Page): () => number {
  let loads = 0;
  page.on('load', () => loads++);
  return () => loads;
}

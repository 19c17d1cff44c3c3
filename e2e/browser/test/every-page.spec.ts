import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { seriousViolations } from '../src/accessibility.ts';
import { launchChromium } from '../src/chromium.ts';
import { Shopper, wellStockedProduct, type Bought } from '../src/shopper.ts';
import { visit } from '../src/visit.ts';

interface Stop {
  readonly page: string;
  readonly open: (page: Page) => Promise<void>;
}

const looks = [
  { look: 'on a phone', viewport: { width: 360, height: 740 }, colorScheme: 'light' },
  { look: 'on a desk, in the dark', viewport: { width: 1280, height: 900 }, colorScheme: 'dark' },
  { look: 'on a desk', viewport: { width: 1280, height: 900 }, colorScheme: 'light' },
] as const;

describe.each(looks)('every page $look', ({ look, viewport, colorScheme }) => {
  let browser: Browser;
  let product: Bought;

  beforeAll(async () => {
    browser = await launchChromium();
    product = await wellStockedProduct();
  });
  afterAll(() => browser?.close());

  it('fits, and has no serious fault for axe', async () => {
    const options = {
      reducedMotion: 'reduce' as const,
      name: `every page ${look}`,
      viewport,
      colorScheme,
      expectedRefusals: [400, 404],
    };
    await visit(browser, options, async (page) => {
      const faults: string[] = [];
      for (const stop of walk(product)) {
        await stop.open(page);
        // Colours are judged when nothing moves or fades any more.
        await page.waitForFunction(() => document.getAnimations().length === 0);
        const width = await page.evaluate(() => document.documentElement.scrollWidth);
        if (width > viewport.width) faults.push(`${stop.page}: is ${width} px wide in ${viewport.width} px`);
        for (const violation of await seriousViolations(page)) faults.push(`${stop.page}: ${violation}`);
      }
      expect(faults).toEqual([]);
    });
  });
});

/** Once through the shop, from guest to customer with orders. */
function walk(product: Bought): Stop[] {
  const heading = (name: string | RegExp) => (page: Page) =>
    page.getByRole('heading', { level: 1, name }).waitFor();
  return [
    {
      page: 'home',
      open: async (page) => {
        await page.goto('/');
        await page.getByRole('heading', { name: 'Popular right now' }).waitFor();
        await page.getByRole('article').first().waitFor();
      },
    },
    {
      page: 'departments menu',
      open: async (page) => {
        await page.getByRole('button', { name: 'Departments' }).click();
        await page.getByRole('link', { name: 'Everything', exact: true }).waitFor();
      },
    },
    {
      page: 'listing',
      open: async (page) => {
        await page.goto('/products?sort=newest');
        await page.getByRole('article').first().waitFor();
      },
    },
    {
      page: 'nothing found',
      open: async (page) => {
        await page.goto('/products?q=xyzzyplugh');
        await page.getByRole('heading', { name: 'Nothing found' }).waitFor();
      },
    },
    {
      page: 'product',
      open: async (page) => {
        await page.goto(`/products/${product.id}`);
        await heading(product.name)(page);
      },
    },
    {
      page: 'sign-in',
      open: async (page) => {
        await page.getByRole('button', { name: 'Add to cart' }).click();
        await heading('Sign in')(page);
      },
    },
    {
      page: 'sign-up with errors',
      open: async (page) => {
        await page.getByRole('link', { name: 'Create an account' }).click();
        await page.getByRole('button', { name: 'Create account' }).click();
        await page.getByText('Please fill in your name.').waitFor();
      },
    },
    {
      page: 'notice',
      open: async (page) => {
        const shopper = new Shopper(page);
        await shopper.addToCart(product);
        await shopper.signUp();
        await shopper.notice('is in your cart').waitFor();
      },
    },
    {
      page: 'account menu',
      open: async (page) => {
        await page.getByRole('button', { name: 'Your account' }).click();
        await page.getByRole('button', { name: 'Sign out' }).waitFor();
      },
    },
    {
      page: 'cart',
      open: async (page) => {
        await page.goto('/cart');
        await page.getByRole('link', { name: 'Go to checkout' }).waitFor();
      },
    },
    {
      page: 'checkout',
      open: async (page) => {
        await page.getByRole('link', { name: 'Go to checkout' }).click();
        await new Shopper(page).placeOrderButton.waitFor();
      },
    },
    {
      page: 'rejected order',
      open: async (page) => {
        await page.getByRole('radio', { name: 'Empty card' }).check();
        await new Shopper(page).placeOrderButton.click();
        await new Shopper(page).seesOrder('Not completed');
      },
    },
    {
      page: 'confirmed order',
      open: async (page) => {
        await page.getByRole('button', { name: 'Put the items back into the cart' }).click();
        await page.getByRole('link', { name: 'Go to checkout' }).click();
        await new Shopper(page).placeOrderButton.click();
        await new Shopper(page).seesOrder('Confirmed');
      },
    },
    {
      page: 'cancel dialog',
      open: async (page) => {
        await page.getByRole('button', { name: 'Cancel order' }).click();
        await page.getByRole('dialog').waitFor();
      },
    },
    {
      page: 'order history',
      open: async (page) => {
        await page.goto('/orders');
        await page
          .getByRole('link', { name: /^Order / })
          .first()
          .waitFor();
      },
    },
    {
      page: 'empty cart',
      open: async (page) => {
        await page.goto('/cart');
        await page.getByRole('heading', { name: 'Nothing in here yet' }).waitFor();
      },
    },
    {
      page: 'not found',
      open: async (page) => {
        await page.goto('/nowhere');
        await page.getByRole('heading', { name: 'This page is not here' }).waitFor();
      },
    },
  ];
}

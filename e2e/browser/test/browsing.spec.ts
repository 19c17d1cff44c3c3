import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { launchChromium } from '../src/chromium.ts';
import { visit } from '../src/visit.ts';

describe('browsing', () => {
  let browser: Browser;

  beforeAll(async () => {
    browser = await launchChromium();
  });
  afterAll(() => browser?.close());

  it('opens a department from the header, sorts it and shows more, all of it in the address', async () => {
    await visit(browser, { name: 'department' }, async (page) => {
      await page.goto('/');
      await page.getByRole('button', { name: 'Departments' }).click();
      await page
        .getByRole('navigation', { name: 'Departments', exact: true })
        .getByRole('link')
        .first()
        .click();
      await page.waitForURL(/category=/);

      await page.getByLabel('Sort by').selectOption('price');
      await page.waitForURL(/sort=price/);
      const cards = page.getByRole('region', { name: 'Products' }).getByRole('article');
      await page.getByRole('button', { name: 'Show more' }).click();
      await page.waitForURL(/pages=2/);
      await cards.nth(24).waitFor();
      const shown = await cards.count();

      await cards.nth(24).getByRole('link').click();
      await page
        .getByRole('button', { name: /Add to cart/ })
        .or(page.getByText('sold out'))
        .waitFor();
      await page.goBack();
      await cards.nth(24).waitFor();
      expect(await cards.count()).toBe(shown);

      await page.reload();
      await cards.nth(24).waitFor();
      expect(await page.getByLabel('Sort by').inputValue()).toBe('price');
    });
  });

  it('says so when nothing is found', async () => {
    await visit(browser, { name: 'nothing found' }, async (page) => {
      await page.goto('/products?q=xyzzyplugh');
      await page.getByRole('heading', { name: 'Nothing found' }).waitFor();
    });
  });

  it('says so where there is no such page, product or order', async () => {
    await visit(browser, { name: 'not found', expectedRefusals: [404] }, async (page) => {
      await page.goto('/nowhere');
      await page.getByRole('heading', { name: 'This page is not here' }).waitFor();
      await page.goto('/products/00000000-0000-4000-8000-000000000000');
      await page.getByRole('heading', { name: 'This product is not here' }).waitFor();
    });
  });

  it('offers another try when the shop does not answer', async () => {
    await visit(browser, { name: 'no answer', expectedRefusals: [503] }, async (page) => {
      let broken = true;
      await page.route('**/api/products?**', (route) =>
        broken ? route.fulfill({ status: 503, body: 'Busy' }) : route.continue(),
      );
      await page.goto('/products');
      const again = page.getByRole('button', { name: 'Try again' });
      await again.waitFor();
      broken = false;
      await again.click();
      await page.getByRole('article').first().waitFor();
    });
  });

  it('asks for sign-in when the session has run out, and returns', async () => {
    await visit(browser, { name: 'session ended', expectedRefusals: [401] }, async (page) => {
      await page.goto('/');
      await page.evaluate(() => {
        const session = { accessToken: 'gone.with.time', expiresAt: Date.now() + 60_000 };
        sessionStorage.setItem('twinshop.session', JSON.stringify(session));
      });
      await page.goto('/orders');
      await page.getByText('Your session has ended').waitFor();
      expect(new URL(page.url()).searchParams.get('next')).toBe('/orders');
    });
  });
});

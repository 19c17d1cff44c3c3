import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, Locator, Page } from 'playwright-core';
import { launchChromium } from '../src/chromium.ts';
import { newAccount, Shopper, wellStockedProduct, type Bought } from '../src/shopper.ts';
import { visit } from '../src/visit.ts';

describe('without a mouse', () => {
  let browser: Browser;
  let product: Bought;

  beforeAll(async () => {
    browser = await launchChromium();
    product = await wellStockedProduct();
  });
  afterAll(() => browser?.close());

  it('a visitor searches, signs up, buys and sees the order confirmed', async () => {
    const account = newAccount();
    await visit(browser, { name: 'keyboard purchase' }, async (page) => {
      await page.goto('/');
      await page.getByRole('heading', { name: 'Popular right now' }).waitFor();
      await tabTo(page, page.getByRole('searchbox', { name: 'Search the shop' }));
      await page.keyboard.type(product.name);
      await page.keyboard.press('Enter');
      await tabTo(
        page,
        page.getByRole('main').getByRole('link', { name: product.name, exact: true }).first(),
      );
      await page.keyboard.press('Enter');
      await tabTo(page, page.getByRole('button', { name: 'Add to cart' }));
      await page.keyboard.press('Enter');

      await tabTo(page, page.getByRole('link', { name: 'Create an account' }));
      await page.keyboard.press('Enter');
      await fillByKeyboard(page, page.getByLabel('Name'), account.name);
      await fillByKeyboard(page, page.getByLabel('Email'), account.email);
      await fillByKeyboard(page, page.getByLabel('Password'), account.password);
      await page.keyboard.press('Enter');

      const shopper = new Shopper(page);
      await shopper.notice(`${product.name} is in your cart`).waitFor();
      await tabTo(page, page.getByRole('link', { name: 'Cart 1 item' }));
      await page.keyboard.press('Enter');
      await tabTo(page, page.getByRole('link', { name: 'Go to checkout' }));
      await page.keyboard.press('Enter');
      await tabTo(page, page.getByRole('radio', { name: 'Demo Visa' }));
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('ArrowUp');
      await tabTo(page, shopper.placeOrderButton);
      await page.keyboard.press('Enter');
      await shopper.seesOrder('Confirmed');
    });
  });

  it('the skip link leads past the header', async () => {
    await visit(browser, { name: 'skip link' }, async (page) => {
      await page.goto('/');
      await page.getByRole('heading', { name: 'Popular right now' }).waitFor();
      await page.keyboard.press('Tab');
      await page.keyboard.press('Enter');
      await page.keyboard.press('Tab');
      await focusIsOn(page, page.getByRole('link', { name: 'Shop what’s popular' }));
    });
  });

  it('Escape closes the departments and gives the focus back', async () => {
    await visit(browser, { name: 'departments by keyboard' }, async (page) => {
      await page.goto('/');
      const button = page.getByRole('button', { name: 'Departments' });
      const links = page.getByRole('navigation', { name: 'Departments', exact: true }).getByRole('link');
      await tabTo(page, button);
      await page.keyboard.press('Enter');
      await links.first().waitFor();
      await page.keyboard.press('Tab');
      await focusIsOn(page, links.first());
      await page.keyboard.press('Escape');
      await focusIsOn(page, button);
      expect(await links.count()).toBe(0);
    });
  });
});

const mostTabs = 120;

/** Presses Tab until the target has the focus. */
async function tabTo(page: Page, target: Locator): Promise<void> {
  await target.waitFor();
  for (let tabs = 0; tabs < mostTabs; tabs++) {
    if (await hasFocus(target)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`${mostTabs} tabs never reached ${String(target)}`);
}

async function fillByKeyboard(page: Page, field: Locator, text: string): Promise<void> {
  await tabTo(page, field);
  await page.keyboard.type(text);
}

async function focusIsOn(page: Page, target: Locator): Promise<void> {
  await page.locator(':focus').and(target).waitFor();
}

function hasFocus(target: Locator): Promise<boolean> {
  return target.evaluate((element) => element === document.activeElement);
}

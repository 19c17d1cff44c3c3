import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { launchChromium, violations } from '@twinshop/browser';
import type { Browser, Page } from 'playwright-core';
import { writeReport } from '../src/report/write-report.ts';
import { brokenOff, distrusted, ofBoth } from './records.ts';

const records = { ofBoth, distrusted, brokenOff };
const names = Object.keys(records) as (keyof typeof records)[];
const PHONE = 390;
const DESK = 1280;

let browser: Browser;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'compare-page-'));
  await Promise.all(names.map((name) => writeReport(records[name](), join(folder, name))));
  browser = await launchChromium();
});

afterAll(async () => {
  await browser?.close();
  await rm(folder, { recursive: true });
});

describe.each(names)('the page of a comparison: %s', (name) => {
  it('draws all charts, without a complaint and without a request', async () => {
    const { page, complaints, requests } = await open(name, DESK, 'light');
    await allDrawn(page);
    expect(complaints).toEqual([]);
    expect(requests).toEqual([addressOf(name)]);
    await page.close();
  });

  it.each([
    [PHONE, 'light'],
    [PHONE, 'dark'],
    [DESK, 'light'],
    [DESK, 'dark'],
  ] as const)('fits %d px and is accessible (%s), all that is folded included', async (width, scheme) => {
    const { page } = await open(name, width, scheme);
    await page.evaluate(() => document.querySelectorAll('details').forEach((folded) => (folded.open = true)));
    await allDrawn(page);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    expect(await violations(page)).toEqual([]);
    await page.close();
  });
});

it('tells both sides with their intervals at the place that is pointed at, and no edge of a band', async () => {
  const { page } = await open('ofBoth', DESK, 'light');
  await allDrawn(page);
  await page.locator('.plot').first().hover();
  const tooltip = page.locator('.tooltip:visible');
  await tooltip.waitFor();
  expect(await tooltip.locator('dt').allTextContents()).toEqual(['monolith', 'services']);
  expect(await tooltip.locator('dd').first().textContent()).toMatch(/ms \(.* to .*\)$/);
  await page.close();
});

it('copies the command that does it again', async () => {
  const { page } = await open('ofBoth', DESK, 'light');
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.getByRole('button', { name: 'Copy' }).click();
  await page.getByRole('button', { name: 'Copied' }).waitFor();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(ofBoth().command);
  await page.close();
});

const addressOf = (name: string): string => pathToFileURL(join(folder, name, 'index.html')).href;

async function open(name: string, width: number, colorScheme: 'light' | 'dark') {
  const page = await browser.newPage({ viewport: { width, height: 900 }, colorScheme });
  const complaints: string[] = [];
  const requests: string[] = [];
  page.on('console', (message) => complaints.push(message.text()));
  page.on('pageerror', ({ message }) => complaints.push(message));
  page.on('request', (request) => {
    if (!request.url().startsWith('data:')) requests.push(request.url());
  });
  await page.goto(addressOf(name));
  return { page, complaints, requests };
}

const allDrawn = (page: Page) =>
  page.waitForFunction(() =>
    [...document.querySelectorAll('.plot')].every((plot) => plot.querySelector('svg')),
  );

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { launchChromium, violations } from '@twinshop/browser';
import type { Browser, Page } from 'playwright-core';
import { writeReport } from '../../src/report/write-report.ts';
import { failed, passed, unfinished, withLesson } from './records.ts';

const records = { passed, failed, withLesson, unfinished };
const names = Object.keys(records) as (keyof typeof records)[];
const PHONE = 390;
const DESK = 1440;

let browser: Browser;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'drill-page-'));
  await Promise.all(names.map((name) => writeReport(records[name](), join(folder, name))));
  browser = await launchChromium();
});

afterAll(async () => {
  await browser?.close();
  await rm(folder, { recursive: true });
});

describe.each(names)('the page of a drill: %s', (name) => {
  it('draws all charts that are seen, without a complaint and without a request', async () => {
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
    await unfold(page);
    await allDrawn(page);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    expect(await violations(page)).toEqual([]);
    await page.close();
  });
});

it('says what was in the second that is pointed at', async () => {
  const { page } = await open('passed', DESK, 'light');
  await allDrawn(page);
  await page.locator('.plot').first().hover();
  const tooltip = page.locator('.tooltip', { hasText: 'by fallback' });
  await tooltip.waitFor({ state: 'visible' });
  expect(await page.locator('.tooltip:visible').count()).toBe(1);
  await page.close();
});

it('copies the command that runs it again', async () => {
  const { page } = await open('passed', DESK, 'light');
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.getByRole('button', { name: 'Copy' }).click();
  await page.getByRole('button', { name: 'Copied' }).waitFor();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(passed().command);
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

const unfold = (page: Page): Promise<void> =>
  page.evaluate(() => document.querySelectorAll('details').forEach((folded) => (folded.open = true)));

const allDrawn = (page: Page) =>
  page.waitForFunction(() =>
    [...document.querySelectorAll('.plot')]
      .filter((plot) => !plot.closest('details:not([open])'))
      .every((plot) => plot.querySelector('svg')),
  );

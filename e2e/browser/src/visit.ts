import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { shopUnderTest } from './config.ts';

const reports = join(import.meta.dirname, '../../../reports/browser');

/** Milliseconds that anything on a page may take to appear. */
const patience = 15_000;

export interface VisitOptions extends BrowserContextOptions {
  /** Names the picture that is taken if the visit fails. */
  name: string;
  /** Statuses of refused requests that belong to the story; any other makes the visit fail. */
  expectedRefusals?: readonly number[];
}

/**
 * One visitor with a fresh browser profile, from opening the shop to closing the window.
 * @throws what `story` throws, after taking a picture into reports/browser; or an Error that lists what the
 * browser's console complained about.
 */
export async function visit(
  browser: Browser,
  { name, expectedRefusals = [], ...options }: VisitOptions,
  story: (page: Page) => Promise<void>,
): Promise<void> {
  const context = await browser.newContext({ baseURL: shopUnderTest().baseUrl, ...options });
  context.setDefaultTimeout(patience);
  const page = await context.newPage();
  const complaints = listenFor(page, expectedRefusals);
  try {
    await story(page);
    if (complaints.length > 0) throw new Error(`The browser's console complained:\n${complaints.join('\n')}`);
  } catch (error) {
    mkdirSync(reports, { recursive: true });
    const file = `${name.replaceAll(/[^a-z0-9]+/gi, '-')}.png`;
    await page.screenshot({ path: join(reports, file), fullPage: true }).catch(() => undefined);
    throw error;
  } finally {
    await context.close();
  }
}

function listenFor(page: Page, expectedRefusals: readonly number[]): string[] {
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    if (message.type() !== 'error' && message.type() !== 'warning') return;
    const refused = /responded with a status of (\d+)/.exec(message.text())?.[1];
    if (expectedRefusals.includes(Number(refused))) return;
    complaints.push(`${message.type()}: ${message.text()} (${message.location().url})`);
  });
  return complaints;
}

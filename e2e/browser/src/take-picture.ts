import { join } from 'node:path';
import { launchChromium } from './chromium.ts';
import { shopUnderTest } from './config.ts';

/** Takes the README's picture of the running shop: its home page down to the first shelf. */
const picture = join(import.meta.dirname, '../../../docs/images/storefront.png');

const browser = await launchChromium();
try {
  const page = await browser.newPage({
    baseURL: shopUnderTest().baseUrl,
    viewport: { width: 1280, height: 1570 },
  });
  await page.goto('/');
  await page.getByRole('heading', { name: 'Popular right now' }).waitFor();
  await page.waitForLoadState('networkidle');
  await page.screenshot({ path: picture });
  console.log(`Wrote ${picture}`);
} finally {
  await browser.close();
}

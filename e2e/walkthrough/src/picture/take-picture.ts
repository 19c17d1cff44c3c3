import { pathToFileURL } from 'node:url';
import { launchChromium } from '@twinshop/browser';

const WIDTH = 1_000;
const MARGIN = 24;
/** The part of the page of a migration that has everything on one axis. */
const PART = '#on-one-axis';

/**
 * Takes a picture of what the page of a migration draws.
 * @throws where there is no Chromium, or the page is of something else
 */
export async function takePicture(page: string, picture: string): Promise<void> {
  const browser = await launchChromium();
  try {
    const tab = await browser.newPage({ viewport: { width: WIDTH, height: 900 }, colorScheme: 'light' });
    await tab.goto(pathToFileURL(page).href);
    await tab.waitForFunction(
      (part) => [...document.querySelectorAll(`${part} .plot`)].every((plot) => plot.querySelector('svg')),
      PART,
    );
    const { x, y, width, height } = (await tab.locator(PART).boundingBox())!;
    const clip = { x: x - MARGIN, y, width: width + 2 * MARGIN, height: height + MARGIN };
    await tab.screenshot({ path: picture, fullPage: true, clip });
  } finally {
    await browser.close();
  }
}

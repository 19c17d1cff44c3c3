import axe from 'axe-core';
import type { Page } from 'playwright-core';

/** What axe-core holds against the page as it stands, one violation a line. */
export const violations = async (page: Page): Promise<string[]> => (await found(page)).map(inWords);

/** Only those that are serious or critical. */
export const seriousViolations = async (page: Page): Promise<string[]> =>
  (await found(page)).filter(({ impact }) => impact === 'serious' || impact === 'critical').map(inWords);

async function found(page: Page): Promise<axe.Result[]> {
  await page.evaluate(axe.source);
  return page.evaluate(async () => {
    const { axe: injected } = window as unknown as { axe: typeof axe };
    return (await injected.run(document, { resultTypes: ['violations'] })).violations;
  });
}

const inWords = ({ id, help, nodes }: axe.Result): string =>
  `${id}: ${help} (${nodes.map((node) => node.target.join(' ')).join(', ')})`;

import { findChromium } from './chromium.ts';
import { shopUnderTest } from './config.ts';

/** Fails at once, with one clear message, where there is no shop to visit or no browser to visit it with. */
export default async function globalSetup(): Promise<void> {
  const { baseUrl, providerUrl } = shopUnderTest();
  findChromium();
  for (const probe of [`${baseUrl}/`, `${baseUrl}/api/categories`, `${providerUrl}/health`]) {
    const status = await fetch(probe, { signal: AbortSignal.timeout(5_000) }).then(
      (response) => String(response.status),
      (error: Error) => error.message,
    );
    if (status !== '200') throw new Error(`The shop is not ready: GET ${probe} gave ${status}`);
  }
}

import { request } from 'undici';
import { shopUnderTest } from './config.ts';

/** Fails at once, with one clear message, where there is no shop to drive. */
export default async function globalSetup(): Promise<void> {
  const shop = shopUnderTest();
  const probes = [
    `${shop.baseUrl}/api/openapi.json`,
    ...Object.values(shop.opsUrls).map((opsUrl) => `${opsUrl}/health/ready`),
    `${shop.providerUrl}/health`,
  ];
  for (const probe of probes) {
    const status = await request(probe, { signal: AbortSignal.timeout(5_000) }).then(
      async (response) => {
        await response.body.dump();
        return String(response.statusCode);
      },
      (error: Error) => error.message,
    );
    if (status !== '200') throw new Error(`The shop is not ready: GET ${probe} gave ${status}`);
  }
}

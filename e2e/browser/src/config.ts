import { z } from 'zod';

const url = z.url({ protocol: /^https?$/ }).transform((text) => text.replace(/\/$/, ''));

const environment = z.object({
  SHOP_BASE_URL: url.describe('where customers reach the shop'),
  SHOP_PROVIDER_URL: url.describe("the payment provider's controls"),
});

export interface ShopUnderTest {
  readonly baseUrl: string;
  readonly providerUrl: string;
}

/**
 * The shop that the browser is to visit, as the environment names it.
 * @throws an Error that names each variable which is missing or wrong.
 */
export function shopUnderTest(env: Record<string, string | undefined> = process.env): ShopUnderTest {
  const parsed = environment.safeParse(env);
  if (!parsed.success) {
    const lines = parsed.error.issues.map((issue) => {
      const name = String(issue.path[0]) as keyof typeof environment.shape;
      return `  ${name}: ${environment.shape[name].description} (${issue.message})`;
    });
    throw new Error(
      `The browser visits a running shop, which these variables describe:\n${lines.join('\n')}`,
    );
  }
  return { baseUrl: parsed.data.SHOP_BASE_URL, providerUrl: parsed.data.SHOP_PROVIDER_URL };
}

/** The folders that programs are found in, and the browser that CHROMIUM_PATH names, if any. */
export function browserPlaces(env: Record<string, string | undefined> = process.env) {
  return {
    chosen: env.CHROMIUM_PATH,
    folders: (env.PATH ?? '').split(':').filter((folder) => folder !== ''),
  };
}

import { z } from 'zod';

const environment = z.object({
  SHOP_BASE_URL: z.url(),
  SHOP_PROVIDER_URL: z.url(),
  SHOP_ADMIN_EMAIL: z.string().min(1),
  SHOP_ADMIN_PASSWORD: z.string().min(1),
});

/** The shop that this run is to drive. Throws an Error that names what the environment does not say. */
export function shopUnderTest() {
  const parsed = environment.safeParse(process.env);
  if (!parsed.success) {
    throw new Error(
      `these tests need a running shop, named by the environment:\n${z.prettifyError(parsed.error)}`,
    );
  }
  const { SHOP_BASE_URL, SHOP_PROVIDER_URL, SHOP_ADMIN_EMAIL, SHOP_ADMIN_PASSWORD } = parsed.data;
  return {
    baseUrl: SHOP_BASE_URL,
    providerUrl: SHOP_PROVIDER_URL,
    admin: { email: SHOP_ADMIN_EMAIL, password: SHOP_ADMIN_PASSWORD },
  };
}

import { z } from 'zod';

const url = z.url({ protocol: /^https?$/ }).transform((text) => text.replace(/\/$/, ''));

const environment = z.object({
  SHOP_VARIANT: z.string().min(1).describe('which of the topologies it is'),
  SHOP_BASE_URL: url.describe('where customers reach the shop'),
  SHOP_OPS_URLS: z
    .string()
    .transform((text) => Object.fromEntries(text.split(',').map((each) => each.split('=', 2))))
    .pipe(z.record(z.string(), url))
    .describe("the internal ports of the shop's processes, as name=url,name=url"),
  SHOP_PROVIDER_URL: url.describe("the payment provider's controls and ledger"),
  SHOP_ADMIN_EMAIL: z.email().describe('an account with the role admin'),
  SHOP_ADMIN_PASSWORD: z.string().min(1).describe("that account's password"),
  SHOP_AUTH_PRIVATE_KEY_FILE: z
    .string()
    .optional()
    .describe('the signing key, to mint tokens that must be refused'),
  SHOP_AUTH_PUBLIC_KEYS_FILE: z.string().optional().describe('the public key set, for the same'),
});

export interface ShopUnderTest extends FrontDoor {
  /** The name of its topology. */
  readonly variant: string;
  /** Where each process has its health and metrics. */
  readonly opsUrls: Readonly<Record<string, string>>;
  /** Only with these can tokens be minted that are wrong in a single point. */
  readonly keys: { readonly privateKeyFile: string; readonly publicKeysFile: string } | undefined;
}

/** What people use a shop by. */
export interface FrontDoor {
  readonly baseUrl: string;
  readonly providerUrl: string;
  readonly admin: { readonly email: string; readonly password: string };
}

/**
 * The shop that the scenarios are to drive, as the environment names it.
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
      `The scenarios drive a running shop, which these variables describe:\n${lines.join('\n')}`,
    );
  }
  const { SHOP_AUTH_PRIVATE_KEY_FILE: privateKeyFile, SHOP_AUTH_PUBLIC_KEYS_FILE: publicKeysFile } =
    parsed.data;
  return {
    variant: parsed.data.SHOP_VARIANT,
    baseUrl: parsed.data.SHOP_BASE_URL,
    opsUrls: parsed.data.SHOP_OPS_URLS,
    providerUrl: parsed.data.SHOP_PROVIDER_URL,
    admin: { email: parsed.data.SHOP_ADMIN_EMAIL, password: parsed.data.SHOP_ADMIN_PASSWORD },
    keys: privateKeyFile && publicKeysFile ? { privateKeyFile, publicKeysFile } : undefined,
  };
}

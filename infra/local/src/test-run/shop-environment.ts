import type { Account, KeyFiles } from '@twinshop/setup';

export interface ShopFacts {
  variant: string;
  publicUrl: string;
  providerUrl: string;
  /** The internal port of each process. */
  opsUrls: readonly (readonly [name: string, url: string])[];
  admin: Account;
  customer: Account;
  keys: Pick<KeyFiles, 'privateKeyFile' | 'publicKeysFile'>;
}

/** What the suites read from their environment. */
export const shopEnvironment = (shop: ShopFacts): Record<string, string> => ({
  SHOP_VARIANT: shop.variant,
  SHOP_BASE_URL: shop.publicUrl,
  SHOP_OPS_URLS: shop.opsUrls.map(([name, url]) => `${name}=${url}`).join(','),
  SHOP_PROVIDER_URL: shop.providerUrl,
  SHOP_ADMIN_EMAIL: shop.admin.email,
  SHOP_ADMIN_PASSWORD: shop.admin.password,
  SHOP_CUSTOMER_EMAIL: shop.customer.email,
  SHOP_CUSTOMER_PASSWORD: shop.customer.password,
  SHOP_AUTH_PRIVATE_KEY_FILE: shop.keys.privateKeyFile,
  SHOP_AUTH_PUBLIC_KEYS_FILE: shop.keys.publicKeysFile,
});

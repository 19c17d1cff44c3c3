import preset from '../../jest.preset.mjs';

/**
 * The import and the replay against a shop that is up. The run that starts the shop names it: SHOP_BASE_URL,
 * SHOP_PROVIDER_URL, SHOP_ADMIN_EMAIL and SHOP_ADMIN_PASSWORD.
 */
export default { ...preset, testMatch: ['<rootDir>/test/**/*.e2e.ts'], testTimeout: 60_000 };

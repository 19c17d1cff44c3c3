import preset from '../../jest.preset.mjs';

/** Each file starts a shop with proxies in it. */
export default { ...preset, testMatch: ['<rootDir>/test/**/*.spec.ts'], maxWorkers: 1, testTimeout: 180_000 };

import preset from '../../jest.preset.mjs';

/** Each bug runs in a shop of its own. */
export default { ...preset, testMatch: ['<rootDir>/test/**/*.spec.ts'], maxWorkers: 1, testTimeout: 120_000 };

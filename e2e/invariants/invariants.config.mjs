import preset from '../../jest.preset.mjs';

/** Starts each variant, damages its data, and expects that the checker notices. */
export default { ...preset, testMatch: ['<rootDir>/test/**/*.spec.ts'], maxWorkers: 1, testTimeout: 60_000 };

import preset from '../../jest.preset.mjs';

/** With a real shop. */
export default { ...preset, testMatch: ['<rootDir>/test/**/*.spec.ts'], maxWorkers: 1, testTimeout: 180_000 };

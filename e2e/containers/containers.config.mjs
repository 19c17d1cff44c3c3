import preset from '../../jest.preset.mjs';

/** One file after another: what one does to a container, another must not suffer. */
export default { ...preset, testMatch: ['<rootDir>/test/**/*.spec.ts'], maxWorkers: 1, testTimeout: 120_000 };

import preset from '../../jest.preset.mjs';

/** Each file starts a shop of its own, and breaks it. */
export default { ...preset, testMatch: ['<rootDir>/test/*.spec.ts'], maxWorkers: 1, testTimeout: 300_000 };

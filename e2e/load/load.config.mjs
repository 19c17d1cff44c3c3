import preset from '../../jest.preset.mjs';

/** Each variant is started once, and every scenario played on it for a moment. */
export default { ...preset, testMatch: ['<rootDir>/test/*.spec.ts'], maxWorkers: 1, testTimeout: 120_000 };

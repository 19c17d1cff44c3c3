import preset from '../../jest.preset.mjs';

/** The suite's own tools, tested without a shop. The scenarios themselves are run by scenarios.config.mjs. */
export default { ...preset, testMatch: ['<rootDir>/src/**/*.spec.ts'] };

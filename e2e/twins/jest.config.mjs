import preset from '../../jest.preset.mjs';

/** The suite's own tools, tested without a shop. The twins themselves are compared by twins.config.mjs. */
export default { ...preset, testMatch: ['<rootDir>/src/**/*.spec.ts'] };

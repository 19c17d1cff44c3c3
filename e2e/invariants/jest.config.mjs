import preset from '../../jest.preset.mjs';

/** The judgement, tested without a shop. Real shops are damaged by invariants.config.mjs. */
export default { ...preset, testMatch: ['<rootDir>/src/**/*.spec.ts'] };

import preset from '../../jest.preset.mjs';

/** The suite's own judgement, tested without a shop. The faults themselves are caused by faults.config.mjs. */
export default { ...preset, testMatch: ['<rootDir>/src/**/*.spec.ts'] };

import preset from '../../jest.preset.mjs';

/** Running shops: whole ways from step to step, and how modules are taken apart. */
export default {
  ...preset,
  testMatch: ['<rootDir>/test/{*,decouple/*}.spec.ts'],
  maxWorkers: 1,
  testTimeout: 600_000,
};

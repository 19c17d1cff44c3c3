import preset from '../../jest.preset.mjs';

/** Running shops and databases: whole ways from step to step, how data moves, and how modules are taken apart. */
export default {
  ...preset,
  testMatch: ['<rootDir>/test/{*,data/*,decouple/*}.spec.ts'],
  maxWorkers: 1,
  testTimeout: 600_000,
};

import preset from '../../jest.preset.mjs';

/**
 * The scenarios need a running shop. One file after another, because the payment provider's faults reach every order;
 * within a file the load is concurrent.
 */
export default {
  ...preset,
  testMatch: ['<rootDir>/test/**/*.spec.ts'],
  globalSetup: '<rootDir>/src/global-setup.ts',
  maxWorkers: 1,
  testTimeout: 30_000,
};

import preset from '../../jest.preset.mjs';

/** The browser tests need a running shop. One file after another, because the payment provider's faults reach every order. */
export default {
  ...preset,
  testMatch: ['<rootDir>/test/**/*.spec.ts'],
  globalSetup: '<rootDir>/src/global-setup.ts',
  maxWorkers: 1,
  testTimeout: 60_000,
};

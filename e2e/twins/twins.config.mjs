import preset from '../../jest.preset.mjs';

/** Starts both shops by itself. The steps of the script build on each other, so one worker runs them in order. */
export default {
  ...preset,
  testMatch: ['<rootDir>/test/**/*.spec.ts'],
  maxWorkers: 1,
  testTimeout: 60_000,
};

import preset from '../../jest.preset.mjs';

/** The whole way there and back in containers, which takes a Docker engine and a quarter of an hour. */
export default {
  ...preset,
  testMatch: ['<rootDir>/test/containers/*.spec.ts'],
  maxWorkers: 1,
  testTimeout: 900_000,
};

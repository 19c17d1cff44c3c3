import preset from '../../jest.preset.mjs';

/** The parts, without a shop; those in test/data with a PostgreSQL of their own. */
export default {
  ...preset,
  testMatch: ['<rootDir>/{src,test/data,test/shadow}/**/*.spec.ts'],
  testTimeout: 60_000,
};

import preset from '../../jest.preset.mjs';

/** The parts, without a shop and without a database. */
export default { ...preset, testMatch: ['<rootDir>/{src,test/shadow,test/report}/**/*.spec.ts'] };

import preset from '../../jest.preset.mjs';

/** What needs no shop. */
export default { ...preset, testMatch: ['<rootDir>/src/**/*.spec.ts'] };

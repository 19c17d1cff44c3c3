import preset from '../../jest.preset.mjs';

/** Without a shop: the hook, and whether each mutation fits the sources. That bugs are caught is shown by mutations.config.mjs. */
export default { ...preset, testMatch: ['<rootDir>/src/**/*.spec.ts'] };

import preset from '../../jest.preset.mjs';

/** Without a shop: shops are broken by drills.config.mjs. */
export default { ...preset, testPathIgnorePatterns: ['/node_modules/', '/test/soak.spec.ts'] };

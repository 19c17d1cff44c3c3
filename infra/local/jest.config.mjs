import preset from '../../jest.preset.mjs';

/** Most specs start real processes. */
export default { ...preset, testTimeout: 90_000 };

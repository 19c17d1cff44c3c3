import config from './jest.config.mjs';

/** On the history of a real shop, which is not part of this repository. */
export default { ...config, testMatch: ['<rootDir>/test/usefulness/on-real-history.ts'] };

import preset from '../../jest.preset.mjs';

/** The proxy between plain servers and clients, and its weaving. A real shop behind it: fault-proxy.config.mjs. */
export default { ...preset, testMatch: ['<rootDir>/src/**/*.spec.ts'] };

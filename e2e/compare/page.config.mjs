import preset from '../../jest.preset.mjs';

/** A comparison's page as a person meets it: in Chromium, opened from the disk. */
export default { ...preset, testMatch: ['<rootDir>/test/**/*.e2e.ts'], testTimeout: 60_000 };

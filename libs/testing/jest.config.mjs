import preset from '../../jest.preset.mjs';

export default {
  ...preset,
  globalSetup: './test/global-setup.ts',
  globalTeardown: './src/global-teardown.ts',
};

import preset from '../../jest.preset.mjs';

export default {
  ...preset,
  globalSetup: './src/servers-global-setup.ts',
  globalTeardown: './src/global-teardown.ts',
};

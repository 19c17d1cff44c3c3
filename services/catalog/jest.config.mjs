import preset from '../../jest.preset.mjs';

export default {
  ...preset,
  globalSetup: '@twinshop/testing/servers-global-setup',
  globalTeardown: '@twinshop/testing/global-teardown',
};

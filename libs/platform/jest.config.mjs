import preset from '../../jest.preset.mjs';

export default {
  ...preset,
  globalSetup: '@twinshop/testing/postgres-global-setup',
  globalTeardown: '@twinshop/testing/global-teardown',
};

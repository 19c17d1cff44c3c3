/** Jest's workers inherit the environment of the run that started the servers: it carries where they are. */
const variables = {
  postgres: 'TWINSHOP_TEST_POSTGRES_URL',
  redis: 'TWINSHOP_TEST_REDIS_URL',
} as const;

export type TestServer = keyof typeof variables;

export function announceServer(server: TestServer, url: string): void {
  process.env[variables[server]] = url;
}

/** @throws when the Jest run has not started the server */
export function serverUrl(server: TestServer): string {
  const url = process.env[variables[server]];
  if (url === undefined)
    throw new Error(
      `This Jest run has no ${server}: in jest.config.mjs, set globalSetup to '@twinshop/testing/${server}-global-setup' and globalTeardown to '@twinshop/testing/global-teardown'.`,
    );
  return url;
}

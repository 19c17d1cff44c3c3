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

/** Where the servers of a Jest run are: in containers where a Docker engine answers, else embedded as child processes. */
export type Place = 'containers' | 'embedded';

const PLACE = 'TEST_SERVERS';

/** As somebody has chosen, or as this run has found out. */
export function chosenPlace(): Place | undefined {
  const chosen = process.env[PLACE] || undefined;
  if (chosen === undefined || chosen === 'containers' || chosen === 'embedded') return chosen;
  throw new Error(`${PLACE} is "containers" or "embedded", not "${chosen}".`);
}

export function announcePlace(place: Place): void {
  process.env[PLACE] = place;
}

/** Who keeps a server ends its container, however Jest ends: Testcontainers' own reaper, one more container, is not needed. */
export function withoutReaper(): void {
  process.env['TESTCONTAINERS_RYUK_DISABLED'] = 'true';
}

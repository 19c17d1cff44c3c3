import { docker, DockerError } from './compose.ts';

const LEAST_ENGINE = 26;
const LEAST_COMPOSE = [2, 26] as const;
const DEADLINE_MS = 15_000;

const HOW =
  'See https://docs.docker.com/get-started/get-docker/, or leave out --docker: ./shop up needs no Docker.';

/** Unlike `docker info`, it fails where no engine answers, with each client. */
const engineVersion = (): Promise<string> =>
  docker(['version', '--format', '{{.Server.Version}}'], { deadlineMs: DEADLINE_MS });

/** Whether a Docker engine answers here. */
export const engineAnswers = (): Promise<boolean> =>
  engineVersion().then(
    () => true,
    () => false,
  );

/**
 * Makes sure that the engine and Compose are there, and new enough for volumes with a subpath.
 * @returns their versions, for people
 * @throws DockerError that says what to do
 */
export async function requireEngine(): Promise<string> {
  const engine = await engineVersion().catch((error: DockerError) => {
    throw new DockerError(`No Docker engine answers. ${HOW}\n${error.message}`);
  });
  const compose = await docker(['compose', 'version', '--short'], { deadlineMs: DEADLINE_MS }).catch(
    (error: DockerError) => {
      throw new DockerError(`Docker has no Compose. ${HOW}\n${error.message}`);
    },
  );
  const [major = 0, minor = 0] = compose.replace(/^v/, '').split('.').map(Number);
  const oldCompose = major < LEAST_COMPOSE[0] || (major === LEAST_COMPOSE[0] && minor < LEAST_COMPOSE[1]);
  if (Number.parseInt(engine, 10) < LEAST_ENGINE || oldCompose)
    throw new DockerError(
      `This is Docker ${engine.trim()} with Compose ${compose.trim()}; it takes ${LEAST_ENGINE} and ${LEAST_COMPOSE.join('.')}. ${HOW}`,
    );
  return `Docker ${engine.trim()}, Compose ${compose.trim()}`;
}

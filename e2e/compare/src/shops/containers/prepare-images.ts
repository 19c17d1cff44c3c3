import { Compose, docker, DockerError, requireEngine } from '@twinshop/docker';

const ANSWERED_WITHIN_MS = 30_000;

export interface Engine {
  /** For people. */
  versions: string;
  /** Who makes its control groups: `cgroupfs`, `systemd`. */
  cgroupDriver: string;
}

/**
 * Builds the images of both variants, where their sources changed.
 * @throws DockerError that says what to do
 */
export async function prepareImages(say: (words: string) => void): Promise<Engine> {
  if (process.platform !== 'linux')
    throw new DockerError(
      'Containers can be compared on Linux only: their figures are read from /proc. Leave out --docker.',
    );
  const versions = await requireEngine();
  say(`Building images with ${versions} where sources changed; minutes, the first time.`);
  await new Compose({ profiles: ['monolith', 'microservices'] }).run(['build']);
  const driver = await docker(['info', '--format', '{{.CgroupDriver}}'], { deadlineMs: ANSWERED_WITHIN_MS });
  return { versions, cgroupDriver: driver.trim() };
}

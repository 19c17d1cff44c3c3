import { chmod, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { DockerError } from '@twinshop/docker';
import { nameOf, renderGateway, writeGateway, type Servers } from '@twinshop/gateway';
import type { GatewayDescription } from '@twinshop/topologies';
import { execa } from 'execa';
import type { ContainersHome } from './containers-home.ts';

/** As in the image: see infra/docker/Dockerfile. */
const RUN = '/run/gateway';
const STOREFRONT = '/usr/share/twinshop/storefront';
const OPEN_API = '/usr/share/twinshop/openapi.json';

/** A turn of those before it, its own, and a reload of names in between. */
const TAKEN_UP_WITHIN_MS = 30_000;

/** The configuration of a gateway in a container: written to a folder that it sees, and then taken up in there. */
export class ContainersGateway {
  readonly #home: ContainersHome;

  constructor(home: ContainersHome) {
    this.#home = home;
  }

  /**
   * Puts a configuration where the gateway finds it at its next start.
   * @returns its name
   */
  async write(description: GatewayDescription, servers: Servers): Promise<string> {
    const files = renderGateway({
      // In its container, nobody else listens on its port.
      description: { ...description, sharesPort: false },
      servers,
      dir: RUN,
      listen: '0.0.0.0:8080',
      operations: '0.0.0.0:9080',
      storefrontDir: STOREFRONT,
      pagesFile: this.#home.pagesFile,
      openApiFile: OPEN_API,
    });
    const name = nameOf(files);
    await writeGateway(path.join(this.#home.gateway, name), files);
    await this.#want(name);
    // The container's user is somebody else, whatever this one's umask is.
    await openToAll(this.#home.gateway);
    return name;
  }

  /**
   * The same, and has the gateway that runs take it up and lose no request.
   * @param container of the gateway
   * @throws DockerError with nginx's words where it can't take it; the one before stays
   */
  async takeUp(container: string, description: GatewayDescription, servers: Servers): Promise<void> {
    const before = await this.#wanted();
    const name = await this.write(description, servers);
    const { failed, stderr, shortMessage } = await execa('docker', ['exec', container, 'take-up', name], {
      stdin: 'ignore',
      reject: false,
      // Not to be broken off by a terminal’s Ctrl-C.
      detached: true,
      timeout: TAKEN_UP_WITHIN_MS,
    });
    if (failed) {
      if (before !== undefined) await this.#want(before);
      throw new DockerError(`The gateway did not take up its configuration: ${stderr || shortMessage}`);
    }
    await this.#discardBut(name);
  }

  /** Named in a file that is replaced at once: the gateway never finds half of a configuration. */
  async #want(name: string): Promise<void> {
    const file = path.join(this.#home.gateway, 'wanted');
    await writeFile(`${file}.new`, name);
    await rename(`${file}.new`, file);
  }

  #wanted(): Promise<string | undefined> {
    return readFile(path.join(this.#home.gateway, 'wanted'), 'utf8').catch(() => undefined);
  }

  /** Whoever was told to go on where this one was killed may have put another there meanwhile, and be about to use it. */
  async #discardBut(name: string): Promise<void> {
    const kept = [name, await this.#wanted()];
    const others = (await readdir(this.#home.gateway, { withFileTypes: true })).filter(
      (entry) => entry.isDirectory() && !kept.includes(entry.name),
    );
    for (const other of others)
      await rm(path.join(this.#home.gateway, other.name), { recursive: true, force: true });
  }
}

async function openToAll(dir: string): Promise<void> {
  await mkdir(dir, { recursive: true });
  await chmod(dir, 0o755);
  for (const entry of await readdir(dir, { recursive: true, withFileTypes: true }))
    await chmod(path.join(entry.parentPath, entry.name), entry.isDirectory() ? 0o755 : 0o644);
}

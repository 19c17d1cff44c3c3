import { execFile } from 'node:child_process';
import { setTimeout as delay } from 'node:timers/promises';
import { isDeepStrictEqual, promisify } from 'node:util';
import {
  leaveClientsToAnother,
  nginxTestArguments,
  takeUp,
  nameOf,
  renderGateway,
  writeGateway,
  type GatewayFiles,
  type Servers,
} from '@twinshop/gateway';
import type { GatewayDescription } from '@twinshop/topologies';
import { contractFile } from '../build/build.ts';
import type { ProcessPlan } from '../processes/managed-process.ts';
import { findProgram, nginx } from '../provision/system-programs.ts';
import { Refusal } from '../refusal.ts';
import { workspaceFile } from '../workspace.ts';
import type { PlannedProcess } from './plan.ts';

const TEST_DEADLINE_MS = 10_000;

/** nginx's configuration of one run, in the folder that it is started with. */
export class GatewayConfiguration {
  readonly #dir: string;
  readonly #storefrontDir: string;
  #written: GatewayFiles | undefined;
  /** Not so after a reload that failed: the one before may still be at work. */
  #isTakenUp = true;
  /** Until then a reload is still under way. */
  #settled: Promise<void> = Promise.resolve();

  constructor(dir: string, storefrontDir = workspaceFile('storefront/dist')) {
    this.#dir = dir;
    this.#storefrontDir = storefrontDir;
  }

  /**
   * @param gateway whose addresses it listens on
   * @param processes what it may send requests to
   * @returns whether it says anything that is not yet taken up
   * @throws Refusal with nginx's words where it can't take it; the one before is there again
   */
  async write(
    gateway: Pick<ProcessPlan, 'url' | 'readyUrl'>,
    description: GatewayDescription,
    processes: readonly Pick<PlannedProcess, 'plan' | 'description'>[],
  ): Promise<boolean> {
    const files = renderGateway({
      description,
      servers: serversBehind(gateway, processes),
      dir: this.#dir,
      listen: new URL(gateway.url).host,
      operations: new URL(gateway.readyUrl).host,
      storefrontDir: this.#storefrontDir,
      openApiFile: contractFile,
      // Whoever may read the checkout: as root, nginx would make its workers somebody who may not.
      ...(process.getuid?.() === 0 ? { user: 'root root' } : {}),
    });
    if (isDeepStrictEqual(files, this.#written)) return !this.#isTakenUp;
    await this.#settled;
    await writeGateway(this.#dir, files);
    try {
      await this.#test();
    } catch (error) {
      if (this.#written !== undefined) await writeGateway(this.#dir, this.#written);
      throw error;
    }
    this.#written = files;
    return true;
  }

  /**
   * Has nginx take it up, and lose no request.
   * @returns as soon as requests are answered by it, which is sooner than the last client has left the one before
   */
  async reload({ readyUrl }: Pick<ProcessPlan, 'readyUrl'>): Promise<void> {
    this.#isTakenUp = false;
    await this.#settled;
    const { settled } = await takeUp(this.#dir);
    this.#settled = settled;
    await atWork(readyUrl, nameOf(this.#written!));
    this.#isTakenUp = true;
  }

  /** To be called before nginx is stopped for good: its clients go to whoever else listens on its port. */
  async retire(): Promise<void> {
    this.#written = undefined;
    // It ends by taking away what this is about to put there.
    await this.#settled;
    return leaveClientsToAnother(this.#dir);
  }

  /** A reload would keep silent about a configuration that nginx can't take. */
  async #test(): Promise<void> {
    try {
      await promisify(execFile)(findProgram(nginx) ?? 'nginx', nginxTestArguments(this.#dir), {
        timeout: TEST_DEADLINE_MS,
      });
    } catch (error) {
      const { stderr, message } = error as Error & { stderr?: string };
      throw new Refusal(`nginx can't take the gateway's configuration:\n${stderr || message}`);
    }
  }
}

/** Who listens where customers come, as the monolith does before there is a gateway, can't be behind it. */
function serversBehind(
  gateway: Pick<ProcessPlan, 'url'>,
  processes: readonly Pick<PlannedProcess, 'plan' | 'description'>[],
): Servers {
  const servers: Record<string, string[]> = {};
  for (const { plan, description } of processes)
    if (plan.url !== gateway.url) (servers[description.name] ??= []).push(new URL(plan.url).host);
  return servers;
}

const AT_WORK_WITHIN_MS = 5_000;
const LOOK_EVERY_MS = 10;
/** nginx ends its old workers a tenth of a second after it has started new ones (ngx_master_process_cycle). */
const OLD_WORKERS_MS = 150;

/** @throws Refusal where the old configuration goes on answering */
async function atWork(readyUrl: string, name: string): Promise<void> {
  const deadline = performance.now() + AT_WORK_WITHIN_MS;
  while ((await configurationAt(readyUrl)) !== name) {
    if (performance.now() > deadline) throw new Refusal('nginx did not take up its new configuration.');
    await delay(LOOK_EVERY_MS);
  }
  await delay(OLD_WORKERS_MS);
}

async function configurationAt(readyUrl: string): Promise<string | undefined> {
  try {
    // On a connection of its own: a kept one is the old worker's.
    const answer = await fetch(readyUrl, {
      headers: { connection: 'close' },
      signal: AbortSignal.timeout(AT_WORK_WITHIN_MS),
    });
    return ((await answer.json()) as { configuration?: string }).configuration;
  } catch {
    return undefined;
  }
}

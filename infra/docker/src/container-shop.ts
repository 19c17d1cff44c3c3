import { z } from 'zod';
import { Compose, type ComposeOptions, type RunOptions } from './compose.ts';

const account = z.object({ email: z.string(), password: z.string() });
const Credentials = z.object({ admin: account, customer: account });

export interface ContainerShopOptions extends Omit<ComposeOptions, 'profiles'> {
  variant: string;
  /** Where customers reach it, on this machine only. */
  port: number;
  /** When there are none yet; 1,000 by default. */
  products?: number;
  logLevel?: string;
  /** Replicas by process. */
  scale?: Readonly<Record<string, number>>;
}

/** A variant of the shop in containers, as `docker compose --profile <variant>` runs it. */
export class ContainerShop {
  readonly compose: Compose;
  readonly publicUrl: string;
  /** Also what the other variant has left: volumes are shared. */
  readonly #everything: Compose;
  readonly #scale: Readonly<Record<string, number>>;

  constructor({
    variant,
    port,
    products,
    logLevel,
    scale = {},
    environment,
    ...others
  }: ContainerShopOptions) {
    this.compose = new Compose({
      ...others,
      profiles: [variant],
      environment: {
        ...environment,
        SHOP_PORT: String(port),
        ...(products === undefined ? {} : { PRODUCTS: String(products) }),
        ...(logLevel === undefined ? {} : { LOG_LEVEL: logLevel }),
      },
    });
    this.#everything = new Compose(others);
    this.publicUrl = `http://localhost:${port}`;
    this.#scale = scale;
  }

  async build(options: RunOptions): Promise<void> {
    await this.compose.run(['build'], options);
  }

  /** Resolves once every process is healthy and there is something to buy. @throws DockerError */
  async start(options: RunOptions): Promise<void> {
    const scale = Object.entries(this.#scale).flatMap(([name, replicas]) => [
      '--scale',
      `${name}=${replicas}`,
    ]);
    await this.compose.run(['up', '--detach', '--wait', ...scale], options);
  }

  /** Whom to sign in as. */
  async credentials(): Promise<z.infer<typeof Credentials>> {
    const printed = await this.compose.run([
      'exec',
      '-T',
      'shopkeeper',
      'node',
      'main.js',
      'credentials',
      '--json',
    ]);
    return Credentials.parse(JSON.parse(printed));
  }

  /** Ends and removes the containers. @param data whether what they kept goes, too */
  async stop(data: 'keep data' | 'discard data', options: RunOptions = {}): Promise<void> {
    await takeDown(this.#everything, data, options);
  }
}

/**
 * Ends and removes all containers of a project, also those that its file has not: a lookout that somebody has put beside
 * them would hold on to their networks.
 * @param data whether what they kept goes, too
 */
export async function takeDown(
  compose: Compose,
  data: 'keep data' | 'discard data',
  options: RunOptions = {},
): Promise<void> {
  // A process has nothing to bring to a good end where its data goes, too.
  const flags = data === 'discard data' ? ['--volumes', '--timeout', '0'] : [];
  await compose.run(['down', '--remove-orphans', ...flags], options);
}

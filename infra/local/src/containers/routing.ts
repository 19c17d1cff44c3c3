import { processOf, type GatewayDescription } from '@twinshop/topologies';
import { z } from 'zod';
import { ContainersGateway } from './containers-gateway.ts';
import { ROUTED, type ContainersHome } from './containers-home.ts';
import { COPIES, Copies } from './copies.ts';
import { Crew } from './crew.ts';

const GATEWAY = 'gateway';
const Routed = z.object({
  description: z.custom<GatewayDescription>((value) => typeof value === 'object'),
  /** Replicas that get none. */
  except: z.array(z.string()),
});
type Routed = z.infer<typeof Routed>;

/** Where the gateway sends requests. What it was told is in a file: whoever leads the shop next knows it, too. */
export class Routing {
  readonly #home: ContainersHome;
  readonly #gateway: ContainersGateway;
  #copies: Copies | undefined;

  constructor(home: ContainersHome) {
    this.#home = home;
    this.#gateway = new ContainersGateway(home);
  }

  /**
   * For a gateway that is about to be started.
   * @param description unless it has died: then it is to send requests where it sent them before
   */
  async prepare(description: GatewayDescription): Promise<void> {
    const routed = this.#home.read(ROUTED, Routed) ?? { description, except: [] };
    this.#home.save(ROUTED, routed);
    await this.#gateway.write(routed.description, (await this.#crew()).servers(routed.except));
  }

  async configure(description: GatewayDescription, except: readonly string[]): Promise<void> {
    const routed = { description: await this.#reachable(description), except: [...except] };
    await this.#send(routed, []);
    // What it did not take is not to be sent once more.
    this.#home.save(ROUTED, routed);
  }

  /** As it was told last, should somebody have been killed who had told it something else for a moment. */
  async again(): Promise<void> {
    const routed = this.#home.read(ROUTED, Routed);
    if (routed !== undefined) await this.#send(routed, []);
  }

  /**
   * Has the gateway send nothing to one of several replicas while it is replaced: it would find out by requests that fail,
   * and its new address a second late.
   */
  async aside(name: string, replace: () => Promise<void>): Promise<void> {
    const routed = this.#home.read(ROUTED, Routed);
    const replicas = (await this.#crew()).servers([])[processOf(name)] ?? [];
    if (routed === undefined || replicas.length < 2) return replace();
    await this.#send(routed, [name]);
    try {
      await replace();
    } catch (error) {
      // Why it could not be replaced is the news.
      await this.#send(routed, []).catch(() => undefined);
      throw error;
    }
    await this.#send(routed, []);
  }

  async #stopCopies(): Promise<void> {
    await this.#copies?.close();
    this.#copies = undefined;
  }

  async #send({ description, except }: Routed, aside: readonly string[]): Promise<void> {
    const crew = await this.#crew();
    await this.#gateway.takeUp(crew.get(GATEWAY).name, description, crew.servers([...except, ...aside]));
  }

  /** The gateway reaches nothing on this machine: what it copies is fetched. */
  async #reachable(description: GatewayDescription): Promise<GatewayDescription> {
    await this.#stopCopies();
    const { mirror } = description;
    if (mirror === undefined) return description;
    this.#copies = new Copies((await this.#crew()).get('lookout').name, mirror.to);
    return { ...description, mirror: { ...mirror, to: COPIES } };
  }

  #crew(): Promise<Crew> {
    return Crew.of(this.#home.running.project);
  }
}

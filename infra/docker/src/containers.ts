import { createInterface } from 'node:readline';
import { execa } from 'execa';
import { containersOf, inspect, type ContainerFacts } from './container-facts.ts';

/** The containers of a Compose project as they are at the moment: who dies or is started again is heard of. */
export class Containers {
  readonly #byName: Map<string, ContainerFacts>;
  readonly #stopListening = new AbortController();

  private constructor(project: string, facts: readonly ContainerFacts[]) {
    this.#byName = new Map(facts.map((each) => [nameOf(each), each]));
    this.#listen(project);
  }

  static async of(project: string): Promise<Containers> {
    const facts = await containersOf(project);
    return new Containers(
      project,
      facts.sort((one, other) => one.name.localeCompare(other.name, 'en', { numeric: true })),
    );
  }

  /** By the names of the shop's parts: a second replica is `catalog-2`. */
  get all(): ReadonlyMap<string, ContainerFacts> {
    return this.#byName;
  }

  /** @throws Error where there is none */
  get(name: string): ContainerFacts {
    const found = this.#byName.get(name);
    if (found === undefined) throw new Error(`There is no ${name} in this shop.`);
    return found;
  }

  /** Looks again, instead of waiting until it is heard of. */
  async refresh(name: string): Promise<void> {
    const [facts] = await inspect(this.get(name).id);
    this.#byName.set(name, facts!);
  }

  close(): void {
    this.#stopListening.abort();
  }

  #listen(project: string): void {
    const filters = [`label=com.docker.compose.project=${project}`, 'event=start', 'event=die'];
    const flags = filters.flatMap((filter) => ['--filter', filter]);
    const events = execa('docker', ['events', ...flags, '--format', '{{.ID}}'], {
      stdin: 'ignore',
      buffer: false,
      reject: false,
      cancelSignal: this.#stopListening.signal,
    });
    createInterface({ input: events.stdout }).on('line', (id) => {
      const name = [...this.#byName].find(([, facts]) => facts.id === id)?.[0];
      // What is gone by now needs no look.
      if (name !== undefined) void this.refresh(name).catch(() => undefined);
    });
  }
}

const nameOf = ({ service, replica }: ContainerFacts): string =>
  replica === 1 ? service : `${service}-${replica}`;

import {
  Compose,
  handWritten,
  imagesOf,
  modelOf,
  type ComposeModel,
  type RunOptions,
} from '@twinshop/docker';
import type { Topology } from '@twinshop/topologies';
import type { ContainersHome, ContainersRecord } from './containers-home.ts';

/** `docker compose` on files that are made of topologies, all of one project. */
export class StepCompose {
  readonly #home: ContainersHome;
  readonly #options: RunOptions;
  readonly #record: () => Pick<ContainersRecord, 'project' | 'port' | 'logLevel'>;

  /** @param record of the shop; by default of the one that is on the home when it is asked for something */
  constructor(
    home: ContainersHome,
    options: RunOptions,
    record: () => Pick<ContainersRecord, 'project' | 'port' | 'logLevel'> = () => home.running,
  ) {
    this.#home = home;
    this.#options = options;
    this.#record = record;
  }

  services(topology: Topology): ComposeModel['services'] {
    return this.#modelOf(topology).services;
  }

  /** @param images all of them unless told @throws DockerError */
  async build(topologies: readonly Topology[], images: readonly string[] = []): Promise<void> {
    await this.#run('images', imagesOf(topologies), ['build', ...images]);
  }

  /** @throws DockerError */
  run(topology: Topology, words: readonly string[]): Promise<string> {
    return this.#run(topology.name, this.#modelOf(topology), words);
  }

  /** Starts services, or has those that run otherwise than the topology has them do so. Who asks waits until they are ready. */
  async up(topology: Topology, names: readonly string[], ...flags: readonly string[]): Promise<void> {
    if (names.length > 0) await this.run(topology, ['up', '--detach', '--no-deps', ...flags, ...names]);
  }

  #run(name: string, model: ComposeModel, words: readonly string[]): Promise<string> {
    const { project, port, logLevel } = this.#record();
    const file = `compose-${name}.json`;
    this.#home.save(file, model);
    const compose = new Compose({
      project,
      file: this.#home.at(file),
      environment: { SHOP_PORT: String(port), LOG_LEVEL: logLevel },
    });
    return compose.run(words, this.#options);
  }

  #modelOf(topology: Topology): ComposeModel {
    return modelOf(topology, handWritten(), this.#home.gateway);
  }
}

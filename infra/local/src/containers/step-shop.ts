import { rm } from 'node:fs/promises';
import { Compose, takeDown, type RunOptions } from '@twinshop/docker';
import { closeSharedDatabases } from '@twinshop/postgres';
import { ensureDemoCustomer, fillCatalogue, hasProducts, type Credentials } from '@twinshop/setup';
import { steps, type Topology } from '@twinshop/topologies';
import { ContainersControl } from './containers-control.ts';
import type { ContainersHome, ContainersRecord } from './containers-home.ts';
import { StepCompose } from './step-compose.ts';

export interface StepShopOptions {
  topology: Topology;
  home: ContainersHome;
  /** Of Compose; the one of the other shops in containers by default: they have one set of data. */
  project?: string;
  /** Where customers reach it, on this machine only. */
  port: number;
  /** When there are none yet. */
  products: number;
  /** Whether it has a customer and a catalogue for certain, which may not be for it to write amid a migration. */
  isFurnished?: boolean;
  logLevel: string;
}

/** A shop in containers, at a step of the way, that can be led to other steps by whoever connects to its home. */
export class StepShop {
  readonly publicUrl: string;
  readonly #options: Required<StepShopOptions>;

  constructor(options: StepShopOptions) {
    this.#options = { project: 'twinshop', isFurnished: false, ...options };
    this.publicUrl = `http://localhost:${options.port}`;
  }

  /** The images of all steps: on the way from one to another there is no time for it. */
  async build(options: RunOptions): Promise<void> {
    await new StepCompose(this.#options.home, options, () => this.#record).build(steps);
  }

  /** Resolves once every process is healthy and there is something to buy. @throws DockerError */
  async start(options: RunOptions): Promise<void> {
    const { topology, home, products, isFurnished } = this.#options;
    home.begin(this.#record);
    const control = new ContainersControl(home, options);
    await new StepCompose(home, options).run(topology, ['run', '--rm', '--no-deps', '-T', 'secrets']);
    await control.prepareServers(topology.name);
    await closeSharedDatabases(await control.adminUrl());
    const { catalog } = await control.ensureDatabases(topology.name);
    await control.startMissing(topology.name);
    if (isFurnished) return;
    await ensureDemoCustomer(this.publicUrl, (await this.credentials()).customer);
    if (!(await hasProducts(this.publicUrl))) await fillCatalogue(catalog, products);
  }

  async credentials(): Promise<Credentials> {
    const { admin, customer } = await new ContainersControl(this.#options.home).shop();
    return { admin, customer };
  }

  async stop(data: 'keep data' | 'discard data', options: RunOptions = {}): Promise<void> {
    const { project, home } = this.#options;
    await takeDown(new Compose({ project }), data, options);
    home.forget();
    // How far a migration was is told by the data that it moved.
    if (data === 'discard data') await rm(home.dir, { recursive: true, force: true });
  }

  get #record(): ContainersRecord {
    const { topology, project, port, logLevel } = this.#options;
    return { project, variant: topology.name, port, logLevel, startedAt: new Date().toISOString() };
  }
}

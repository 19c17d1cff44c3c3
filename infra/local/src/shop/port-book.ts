import { freePort } from '@twinshop/processes';

export interface Ports {
  port: number;
  opsPort: number;
}

/** Free ports for processes, by name. Whoever comes again, in this topology or another, is found where it was. */
export class PortBook {
  readonly #given = new Map<string, Ports>();

  async of(process: string): Promise<Ports> {
    const known = this.#given.get(process);
    if (known !== undefined) return known;
    const given = { port: await freePort(), opsPort: await freePort() };
    this.#given.set(process, given);
    return given;
  }
}

import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { ShopControlError } from '../control/shop-control.ts';

const Record = z.object({
  /** Of Compose: its containers, networks and volumes go by it. */
  project: z.string(),
  /** The topology that it is in. */
  variant: z.string(),
  /** Where customers reach it. */
  port: z.int(),
  logLevel: z.string(),
  startedAt: z.string(),
});

/** What is known of a shop in containers beside what the engine knows. */
export type ContainersRecord = z.infer<typeof Record>;

/** What the gateway was told, in one run of a shop. */
export const ROUTED = 'routed.json';

/** The files of a shop in containers that is led from step to step. */
export class ContainersHome {
  readonly dir: string;

  constructor(dir: string) {
    this.dir = path.resolve(dir);
  }

  /** The gateway's configurations, each in a folder of its own; its container sees them. */
  get gateway(): string {
    return this.at('gateway');
  }

  /** The list of the storefront's pages, from the gateway's image. */
  get pagesFile(): string {
    return this.at('pages.json');
  }

  at(name: string): string {
    return path.join(this.dir, name);
  }

  /** Undefined where no shop in containers is on this home. */
  get record(): ContainersRecord | undefined {
    return this.read('run.json', Record);
  }

  /** @throws ShopControlError where there is none */
  get running(): ContainersRecord {
    const { record } = this;
    if (record === undefined)
      throw new ShopControlError('No shop is up in containers. Start one: ./shop up step-0 --docker');
    return record;
  }

  /** For a shop that is about to be started. */
  begin(record: ContainersRecord): void {
    rmSync(this.at(ROUTED), { force: true });
    this.write(record);
  }

  write(record: ContainersRecord): void {
    this.save('run.json', record);
  }

  forget(): void {
    rmSync(this.at('run.json'), { force: true });
  }

  /** @returns undefined where there is no such file, or nothing legible in it */
  read<Value>(name: string, schema: z.ZodType<Value>): Value | undefined {
    try {
      return schema.parse(JSON.parse(readFileSync(this.at(name), 'utf8')));
    } catch {
      return undefined;
    }
  }

  /** Whole or not at all. */
  save(name: string, value: unknown): void {
    const file = this.at(name);
    mkdirSync(this.dir, { recursive: true });
    writeFileSync(`${file}.new`, JSON.stringify(value, null, 2), { mode: 0o600 });
    renameSync(`${file}.new`, file);
  }
}

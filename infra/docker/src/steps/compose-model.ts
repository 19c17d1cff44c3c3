import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { LOOKOUT } from '../lookout.ts';

const Service = z.looseObject({
  image: z.string().optional(),
  build: z.looseObject({ args: z.record(z.string(), z.string()).optional() }).optional(),
  labels: z.record(z.string(), z.string()).optional(),
  healthcheck: z.looseObject({}).optional(),
  networks: z.unknown().optional(),
  ports: z.unknown().optional(),
});

/** A Compose file, of which nothing but the services is looked at. */
const Model = z.looseObject({
  services: z.record(z.string(), Service),
  networks: z.record(z.string(), z.unknown()).optional(),
  volumes: z.record(z.string(), z.unknown()).optional(),
  configs: z.record(z.string(), z.unknown()).optional(),
});

export type ComposeService = z.infer<typeof Service>;
export type ComposeModel = z.infer<typeof Model>;

const workspace = path.resolve(import.meta.dirname, '../../../..');

/** What is written by hand: what each container is like, with its limits; variables are not filled in. */
export function handWritten(): ComposeModel {
  const [shop, lookout] = ['docker-compose.yml', LOOKOUT].map((file) =>
    Model.parse(parse(readFileSync(path.join(workspace, file), 'utf8'), { merge: true })),
  ) as [ComposeModel, ComposeModel];
  return {
    services: { ...shop.services, ...lookout.services },
    networks: shop.networks,
    volumes: shop.volumes,
    configs: lookout.configs,
  };
}

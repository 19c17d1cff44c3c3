import { docker } from '@twinshop/docker';
import type { Topology } from '@twinshop/topologies';
import { PROVIDER } from '../fenced-topologies.ts';

const ANSWERED_WITHIN_MS = 30_000;

/** Bytes of each program’s image, by process, with all that it is built on. Not the gateway’s: it is the same for all. */
export async function imageSizes({ processes }: Topology): Promise<Record<string, number>> {
  const names = processes.flatMap(({ kind, name }) => (kind === 'node' && name !== PROVIDER ? [name] : []));
  const sizes = await Promise.all(names.map((name) => sizeOf(`twinshop/${name}`)));
  return Object.fromEntries(names.map((name, nth) => [name, sizes[nth]!]));
}

async function sizeOf(image: string): Promise<number> {
  const format = ['--format', '{{.Size}}'];
  return Number(await docker(['image', 'inspect', ...format, image], { deadlineMs: ANSWERED_WITHIN_MS }));
}

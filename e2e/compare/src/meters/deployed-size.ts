import { stat } from 'node:fs/promises';
import path from 'node:path';
import { buildWhatChanged } from '@twinshop/local';
import type { Topology } from '@twinshop/topologies';
import { nodeFileTrace } from '@vercel/nft';
import { PROVIDER } from '../shops/fenced-topologies.ts';

const workspace = path.resolve(import.meta.dirname, '../../../..');
/** Programs have most of what they load in common, and reading it takes seconds. */
const cache = {};

/** Bytes on disk. */
export interface DeployedSize {
  /** The project’s own files. */
  own: number;
  /** What comes from npm. */
  dependencies: number;
}

/**
 * What is brought out for each program of a topology, by process: the built files that it may ever load, found by following its
 * imports, as an image of it is made from. Takes some 15 s of processor time. Neither Node itself, nor the gateway, nor the servers: they are the same for all.
 */
export async function deployedSizes(topology: Topology): Promise<Record<string, DeployedSize>> {
  // Images are built from the sources: where a shop runs in containers, nothing need be here.
  await buildWhatChanged(topology);
  const sizes: Record<string, DeployedSize> = {};
  for (const process of topology.processes)
    if (process.kind === 'node' && process.name !== PROVIDER)
      sizes[process.name] = await sizeOf(process.program);
  return sizes;
}

async function sizeOf(program: string): Promise<DeployedSize> {
  const { fileList } = await nodeFileTrace([program], { base: workspace, processCwd: workspace, cache });
  const size: DeployedSize = { own: 0, dependencies: 0 };
  for (const file of fileList) {
    const found = await stat(path.join(workspace, file));
    if (found.isFile()) size[isDependency(file) ? 'dependencies' : 'own'] += found.size;
  }
  return size;
}

const isDependency = (file: string): boolean =>
  file.startsWith('node_modules/') && !file.startsWith('node_modules/@twinshop/');

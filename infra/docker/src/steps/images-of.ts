import type { Topology } from '@twinshop/topologies';
import { handWritten, type ComposeModel } from './compose-model.ts';
import { modelOf } from './model-of.ts';

/** A Compose file that builds every image of some topologies once, by its name without `twinshop/`. */
export function imagesOf(topologies: readonly Topology[]): ComposeModel {
  const files = handWritten();
  const services = topologies.flatMap((topology) =>
    Object.values(modelOf(topology, files, '/').services).flatMap(({ image, build }) =>
      build === undefined || image === undefined ? [] : [[image.replace('twinshop/', ''), { image, build }]],
    ),
  );
  return { services: Object.fromEntries(services) as ComposeModel['services'] };
}

import { parseArgs } from 'node:util';
import { scaled } from '@twinshop/topologies';
import { Refusal } from '../../src/refusal.ts';
import { up } from '../../src/up.ts';
import { standInTopology } from './topology.ts';

const { values } = parseArgs({
  options: {
    home: { type: 'string' },
    port: { type: 'string' },
    fresh: { type: 'boolean' },
    'dies-at-start': { type: 'boolean' },
    replicas: { type: 'string' },
    without: { type: 'string' },
  },
});

const topology = standInTopology({ diesAtStart: values['dies-at-start'] ?? false });
try {
  await up(scaled(topology, values.replicas ? { back: Number(values.replicas) } : {}), {
    home: values.home!,
    port: Number(values.port),
    fresh: values.fresh ?? false,
    without: values.without ? [values.without] : [],
    products: 1,
  });
} catch (error) {
  if (!(error instanceof Refusal)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}

import { parseArgs } from 'node:util';
import { Refusal } from '../../src/refusal.ts';
import { up } from '../../src/up.ts';
import { standIn } from './topology.ts';

const { values } = parseArgs({
  options: {
    home: { type: 'string' },
    port: { type: 'string' },
    fresh: { type: 'boolean' },
    'dies-at-start': { type: 'boolean' },
  },
});

try {
  await up(standIn({ diesAtStart: values['dies-at-start'] ?? false }), {
    home: values.home!,
    port: Number(values.port),
    fresh: values.fresh ?? false,
    products: 1,
  });
} catch (error) {
  if (!(error instanceof Refusal)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}

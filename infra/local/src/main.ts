import { DockerError } from '@twinshop/docker';
import { PostgresError } from '@twinshop/postgres';
import { RedisError } from '@twinshop/redis';
import { SetupError } from '@twinshop/setup';
import { shopProgram } from './program.ts';
import { Refusal } from './refusal.ts';
import { colors } from './terminal/colors.ts';

const expected = [Refusal, PostgresError, RedisError, SetupError, DockerError];

try {
  await shopProgram().parseAsync();
} catch (error) {
  if (!expected.some((kind) => error instanceof kind)) throw error;
  process.stderr.write(`${colors.red((error as Error).message)}\n`);
  process.exitCode = 1;
}

import { hostname } from 'node:os';
import { z } from 'zod';

/** The variable INSTANCE: the machine's name unless told, which is what tells the replicas of a container apart. */
export const Instance = z
  .string()
  .regex(/^[\w-]{1,32}$/)
  .default(() =>
    hostname()
      .replaceAll(/[^\w-]/g, '-')
      .slice(0, 32),
  );

import { z } from 'zod';

const environment = z.object({
  HOST: z.string().min(1).default('127.0.0.1').describe('address to listen on'),
  PORT: z.coerce
    .number()
    .int()
    .min(0)
    .max(65_535)
    .default(8090)
    .describe('port to listen on; 0 takes a free one'),
  LEDGER_FILE: z
    .string()
    .min(1)
    .describe('append-only file of every charge, decline and refund; created when absent'),
  LOG_LEVEL: z
    .enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'])
    .default('info')
    .describe('least severe line that is logged'),
});

export interface Config {
  host: string;
  port: number;
  ledgerFile: string;
  logLevel: z.infer<typeof environment>['LOG_LEVEL'];
}

/** Reads and validates the environment. Throws an Error naming each bad variable and what was expected of it. */
export function readConfig(env: NodeJS.ProcessEnv = process.env): Config {
  const parsed = environment.safeParse(env);
  if (!parsed.success) {
    const lines = parsed.error.issues.map((issue) => {
      const name = String(issue.path[0]);
      const meaning = environment.shape[name as keyof typeof environment.shape]?.description;
      return `  ${name}: ${issue.message} (${meaning})`;
    });
    throw new Error(`The environment of the payment provider is not usable:\n${lines.join('\n')}`);
  }
  const { HOST, PORT, LEDGER_FILE, LOG_LEVEL } = parsed.data;
  return { host: HOST, port: PORT, ledgerFile: LEDGER_FILE, logLevel: LOG_LEVEL };
}

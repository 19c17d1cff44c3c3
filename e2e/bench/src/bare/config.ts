import { z } from 'zod';

const Environment = z.object({
  PORT: z.coerce.number().int(),
  DATABASE_URL: z.string(),
  PAYMENT_PROVIDER_URL: z.string(),
  POOL: z.coerce.number().int(),
  CUSTOMER_ID: z.string(),
});

export const config = Environment.parse(process.env);

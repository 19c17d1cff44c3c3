import { Id, text } from '@twinshop/platform/values';
import { z } from 'zod';

const Password = z
  .string()
  .min(10)
  .max(128)
  .refine((value) => value.isWellFormed(), { message: 'Invalid string: must be well-formed Unicode' });

export const SignUp = z.strictObject({ email: z.email().max(254), password: Password, name: text(1, 100) });
export type SignUp = z.infer<typeof SignUp>;

/** Any strings: whether they fit a customer is for the answer 401 to say, and it says no more. */
export const SignIn = z.strictObject({ email: z.string().max(1_000), password: z.string().max(1_000) });
export type SignIn = z.infer<typeof SignIn>;

export const Customer = z
  .strictObject({ id: Id, email: z.string(), name: z.string() })
  .meta({ id: 'Customer' });
export type Customer = z.infer<typeof Customer>;

export const Session = z
  .strictObject({ accessToken: z.string(), tokenType: z.literal('Bearer'), expiresIn: z.int() })
  .meta({ id: 'Session' });
export type Session = z.infer<typeof Session>;

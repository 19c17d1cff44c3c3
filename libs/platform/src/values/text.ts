import { z } from 'zod';

/**
 * Text that PostgreSQL can store and a person can read back: well-formed Unicode without NUL.
 * Length is counted in characters (code points), after trimming.
 */
export const text = (min: number, max: number) =>
  z
    .string()
    .trim()
    .min(min)
    .max(max)
    .refine((value) => value.isWellFormed() && !value.includes('\0'), {
      message: 'Invalid string: must be well-formed Unicode without NUL',
    });

import { z } from 'zod';

/** `limit` of a page: 1 to 100, as it stands in a query string. */
export const Limit = (standard: number) =>
  z
    .string()
    .regex(/^\d{1,3}$/, 'Invalid input: expected a whole number from 1 to 100')
    .transform(Number)
    .pipe(z.int().min(1).max(100))
    .default(standard)
    .meta({ type: 'integer', minimum: 1, maximum: 100, default: standard });

/** An opaque cursor: where in its order a page ended. */
export const encodeCursor = (position: readonly (string | number)[]): string =>
  Buffer.from(JSON.stringify(position)).toString('base64url');

/** The position in a cursor, or undefined where the text was not made by `encodeCursor` or has another shape. */
export const decodeCursor = <Shape extends z.ZodType>(
  cursor: string,
  shape: Shape,
): z.infer<Shape> | undefined => {
  try {
    return shape.safeParse(JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'))).data;
  } catch {
    return undefined;
  }
};

import type { z } from 'zod';

type JsonSchema = z.core.JSONSchema.BaseSchema;

/** Strings that fit a format; a pattern without a format needs an example: `.meta({ examples: ['…'] })`. */
const FORMATS: Record<string, string> = {
  uuid: '0190a6f2-5a6b-7c3d-8e4f-0123456789ab',
  'date-time': '2026-01-31T12:34:56.789Z',
};

/**
 * Values that go to the edges of what a JSON schema allows: each with and without what is optional, each choice,
 * both ends of each range. The first one has everything.
 * @throws for a schema that says too little to make a value of
 */
export const messagesOf = (schema: JsonSchema): unknown[] => {
  if (schema.const !== undefined) return [schema.const];
  if (schema.enum !== undefined) return [...schema.enum];
  if (schema.examples !== undefined) return schema.examples as unknown[];
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices !== undefined) return choices.flatMap((choice) => messagesOf(choice as JsonSchema));
  switch (schema.type) {
    case 'object':
      return objectsOf(schema);
    case 'array':
      return arraysOf(schema);
    case 'string':
      return stringsOf(schema);
    case 'integer':
    case 'number':
      return [...new Set([schema.minimum ?? 0, schema.maximum ?? 0])];
    case 'boolean':
      return [true, false];
    case 'null':
      return [null];
    default:
      throw new Error(`No message can be made of ${JSON.stringify(schema)}`);
  }
};

const objectsOf = ({ properties = {}, required = [] }: JsonSchema): object[] => {
  const choices = Object.entries(properties).map(
    ([name, property]) => [name, messagesOf(property as JsonSchema)] as const,
  );
  const full = Object.fromEntries(choices.map(([name, [first]]) => [name, first]));
  const without = choices.flatMap(([name]) => {
    const { [name]: _, ...rest } = full;
    return required.includes(name) ? [] : [rest];
  });
  const others = choices.flatMap(([name, [, ...more]]) => more.map((value) => ({ ...full, [name]: value })));
  return [full, ...without, ...others];
};

const arraysOf = ({ items, minItems = 0 }: JsonSchema): unknown[][] => {
  const all = messagesOf(items as JsonSchema);
  const one = all.map((value) => Array.from({ length: Math.max(1, minItems) }, () => value));
  return minItems === 0 ? [...one, []] : one;
};

const stringsOf = (schema: JsonSchema): string[] => {
  const { format, pattern, minLength = 0, maxLength } = schema;
  const known = FORMATS[format ?? ''];
  if (known !== undefined) return [known];
  if (pattern !== undefined || format !== undefined) {
    throw new Error(`An example is needed of ${JSON.stringify(schema)}`);
  }
  return [
    ...new Set(['x'.repeat(Math.max(1, minLength)), 'x'.repeat(minLength), 'x'.repeat(maxLength ?? 1)]),
  ];
};

import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';

export interface OpenApiDocument {
  readonly openapi: string;
  readonly paths: Record<string, Record<string, Operation>>;
}

interface Operation {
  readonly responses?: Record<string, { readonly content?: Record<string, unknown>; readonly $ref?: string }>;
}

/** One exchange as it was seen on the wire; `body` is parsed where the answer is JSON. */
export interface Exchange {
  readonly method: string;
  readonly path: string;
  readonly status: number;
  readonly contentType: string | undefined;
  readonly body: unknown;
}

const METHODS = ['get', 'put', 'post', 'delete', 'patch', 'head', 'options'];
const HEADERS_ONLY = new Set([204, 304]);

/** An OpenAPI document as a judge of what the shop answers. */
export class Contract {
  readonly #document: OpenApiDocument;
  readonly #ajv = new Ajv2020({ strict: false, allErrors: true });
  readonly #compiled = new Map<string, ValidateFunction>();
  readonly #routes: { template: string; matches: RegExp }[];

  constructor(document: OpenApiDocument) {
    this.#document = document;
    addFormats.default(this.#ajv);
    this.#ajv.addSchema(asJsonSchema(document) as object, 'openapi');
    this.#routes = Object.keys(document.paths)
      // A fixed segment wins over a parameter: /customers/me is not /customers/{id}.
      .toSorted((one, other) => one.split('{').length - other.split('{').length)
      .map((template) => ({
        template,
        matches: new RegExp(`^${template.replaceAll(/\{[^}]+\}/g, '[^/]+')}$`),
      }));
  }

  /** Every operation as `METHOD /path`, sorted. */
  get operations(): string[] {
    return Object.entries(this.#document.paths)
      .flatMap(([path, item]) =>
        Object.keys(item)
          .filter((method) => METHODS.includes(method))
          .map((method) => `${method.toUpperCase()} ${path}`),
      )
      .toSorted();
  }

  /**
   * What is wrong with an answer, in words, or undefined where the document allows it. An answer to a path or method
   * that the document does not have must be a problem document.
   */
  violation(exchange: Exchange): string | undefined {
    const { method, path, status, contentType, body } = exchange;
    const pathname = path.split('?', 1)[0]!;
    const route = this.#routes.find(({ matches }) => matches.test(pathname));
    const operation = route && this.#document.paths[route.template]?.[method.toLowerCase()];
    if (route === undefined || operation === undefined) {
      return status >= 400 && !contentType?.startsWith('application/problem+json')
        ? `${status} is ${contentType}, not application/problem+json`
        : undefined;
    }
    const documented = Object.keys(operation.responses ?? {});
    const key = [String(status), `${String(status)[0]}XX`, 'default'].find((one) => documented.includes(one));
    if (key === undefined) return `status ${status} is not documented (only ${documented.join(', ')})`;
    const pointer = ['paths', route.template, method.toLowerCase(), 'responses', key];
    const { response, at } = this.#resolve(operation.responses![key]!, pointer);
    const content = response.content ?? {};
    if (HEADERS_ONLY.has(status)) return undefined;
    const mediaType = contentType?.split(';', 1)[0]!.trim();
    if (mediaType === undefined || !(mediaType in content)) {
      return `content type ${mediaType} is not documented for ${status} (only ${Object.keys(content).join(', ') || 'none'})`;
    }
    if (!/[/+]json$/.test(mediaType)) return undefined;
    const validate = this.#validator([...at, 'content', mediaType, 'schema']);
    return validate(body)
      ? undefined
      : `body of ${status} does not match its schema: ${this.#ajv.errorsText(validate.errors, { dataVar: 'body' })}`;
  }

  #resolve(response: { readonly content?: Record<string, unknown>; readonly $ref?: string }, at: string[]) {
    if (response.$ref === undefined) return { response, at };
    const target = response.$ref.slice('#/'.length).split('/').map(unescapePointer);
    const found = target.reduce<unknown>(
      (node, key) => (node as Record<string, unknown>)[key],
      this.#document,
    );
    return { response: found as { content?: Record<string, unknown> }, at: target };
  }

  #validator(pointer: string[]): ValidateFunction {
    const $ref = `openapi#/${pointer.map(escapePointer).join('/')}`;
    const known = this.#compiled.get($ref);
    if (known !== undefined) return known;
    const compiled = this.#ajv.compile({ $ref });
    this.#compiled.set($ref, compiled);
    return compiled;
  }
}

const escapePointer = (key: string) => encodeURIComponent(key.replaceAll('~', '~0').replaceAll('/', '~1'));
const unescapePointer = (key: string) => decodeURIComponent(key).replaceAll('~1', '/').replaceAll('~0', '~');

/** OpenAPI 3.0 has two keywords that JSON Schema, and OpenAPI 3.1, say otherwise: nullable and exclusive limits. */
function asJsonSchema(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(asJsonSchema);
  if (typeof node !== 'object' || node === null) return node;
  const schema = Object.fromEntries(Object.entries(node).map(([key, value]) => [key, asJsonSchema(value)]));
  for (const [exclusive, limit] of [
    ['exclusiveMinimum', 'minimum'],
    ['exclusiveMaximum', 'maximum'],
  ] as const) {
    if (typeof schema[exclusive] !== 'boolean') continue;
    if (schema[exclusive]) schema[exclusive] = schema[limit];
    else delete schema[exclusive];
  }
  const { nullable, ...rest } = schema;
  return nullable === true ? { anyOf: [rest, { type: 'null' }] } : rest;
}

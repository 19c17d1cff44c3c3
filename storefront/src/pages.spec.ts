import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';

const read = (path: string): string => readFileSync(new URL(path, `file://${__dirname}/`), 'utf8');

describe('pages.json, from which a server knows the addresses of the storefront', () => {
  it('has each address that a route shows', () => {
    const routed = [...read('routes.tsx').matchAll(/path: '(\/[^']*)'/g)].map(([, path]) => path);
    expect(JSON.parse(read('../public/pages.json'))).toEqual(routed);
  });
});

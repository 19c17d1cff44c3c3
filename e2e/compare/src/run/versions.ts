import { readFileSync } from 'node:fs';
import { findPackageJSON } from 'node:module';

const PACKAGES = ['@nestjs/core', 'fastify', 'typeorm', 'pg', 'bullmq', 'ioredis', 'opossum'];

/** What both variants are made of. */
export const versions = (): Record<string, string> => ({
  node: process.versions.node,
  ...Object.fromEntries(PACKAGES.map((name) => [name, versionOf(name)])),
});

function versionOf(name: string): string {
  const manifest = findPackageJSON(name, import.meta.url)!;
  return (JSON.parse(readFileSync(manifest, 'utf8')) as { version: string }).version;
}

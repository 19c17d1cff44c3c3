import { mkdir, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { publicContract } from './public-contract.ts';

const file = process.argv[2];
if (file === undefined) throw new Error('Usage: main.js FILE, which the OpenAPI document is written to');

await mkdir(path.dirname(path.resolve(file)), { recursive: true });
await writeFile(`${file}.new`, JSON.stringify(await publicContract()));
await rename(`${file}.new`, file);

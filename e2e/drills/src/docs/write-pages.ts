import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pages, PAGES_DIR } from './pages.ts';

mkdirSync(PAGES_DIR, { recursive: true });
for (const [file, text] of await pages()) writeFileSync(path.join(PAGES_DIR, file), text);

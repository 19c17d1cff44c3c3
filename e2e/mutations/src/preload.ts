/** Loaded before a process's own program, by `--import`. */
import path from 'node:path';
import { mutationsNamed } from './catalogue.ts';
import { config } from './config.ts';
import { openFailpoints } from './failpoints/open-failpoints.ts';
import { replaceModules } from './replace-modules.ts';

const ROOT = path.resolve(import.meta.dirname, '../../..');

if (config.failpointsSocket !== undefined) openFailpoints(config.failpointsSocket, config.mutations);
replaceModules(mutationsNamed(config.mutations), ROOT);

import { accessSync, constants } from 'node:fs';
import { join } from 'node:path';
import { chromium, type Browser } from 'playwright-core';
import { browserPlaces } from './config.ts';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/** No GPU, no first-run pages, and no calls to anywhere but the shop. */
const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/**
 * The path of the system's Chromium: CHROMIUM_PATH, else the first on the PATH.
 * @throws an Error that says how to get one where there is none.
 */
export function findChromium({ chosen, folders } = browserPlaces()): string {
  const candidates = folders.flatMap((folder) => names.map((name) => join(folder, name)));
  const found = chosen || candidates.find(isExecutable);
  if (!found) {
    throw new Error(
      'There is no Chromium: install it (apt-get install chromium) or name it in CHROMIUM_PATH.',
    );
  }
  return found;
}

export function launchChromium(): Promise<Browser> {
  return chromium.launch({ executablePath: findChromium(), args: flags });
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

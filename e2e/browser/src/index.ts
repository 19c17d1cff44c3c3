export { violations } from './accessibility.ts';
export { findChromium, launchChromium } from './chromium.ts';

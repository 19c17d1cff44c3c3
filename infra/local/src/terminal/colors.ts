import pc from 'picocolors';

/** Only on a terminal: picocolors by itself also colours what a CI records. */
export const colors = pc.createColors(process.stdout.isTTY ? pc.isColorSupported : false);

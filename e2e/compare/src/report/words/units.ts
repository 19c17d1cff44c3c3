import { signed } from './figure.ts';

/** A title with the unit of its numbers, where they don't tell it themselves. */
export const withUnit = (title: string, unit: string): string => (signed(unit) ? title : `${title}, ${unit}`);

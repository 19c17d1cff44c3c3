import type { Draw } from '../brush.ts';
import { bath } from './bath.motifs.ts';
import { carry } from './carry.motifs.ts';
import { devices } from './devices.motifs.ts';
import { furniture } from './furniture.motifs.ts';
import { garden } from './garden.motifs.ts';
import { home } from './home.motifs.ts';
import { light } from './light.motifs.ts';
import { outdoors } from './outdoors.motifs.ts';
import { paper } from './paper.motifs.ts';
import { tableware } from './tableware.motifs.ts';
import { toys } from './toys.motifs.ts';
import { wear } from './wear.motifs.ts';

const DRAWN = {
  ...tableware,
  ...light,
  ...home,
  ...furniture,
  ...garden,
  ...paper,
  ...toys,
  ...carry,
  ...bath,
  ...wear,
  ...devices,
  ...outdoors,
};

/** What a picture can show; also the second part of its address. */
export type Motif = keyof typeof DRAWN;

export const MOTIFS: ReadonlyMap<string, Draw> = new Map(Object.entries(DRAWN));

/** Whether `value`, of an address for example, is a motif. */
export function isMotif(value: string): value is Motif {
  return MOTIFS.has(value);
}

import type { Palette } from './palette.ts';

const PATTERNS = ['plain', 'plain', 'stripes', 'bands', 'dots', 'checks', 'chevrons', 'leaves'] as const;
type Pattern = (typeof PATTERNS)[number];

/** Paths of simple shapes. */
export const disc = (x: number, y: number, r: number, ry = r): string =>
  `M${x - r} ${y}a${r} ${ry} 0 1 0 ${2 * r} 0a${r} ${ry} 0 1 0 ${-2 * r} 0z`;
export const block = (x: number, y: number, w: number, h: number, r = 0): string =>
  r === 0
    ? `M${x} ${y}h${w}v${h}h${-w}z`
    : `M${x + r} ${y}h${w - 2 * r}a${r} ${r} 0 0 1 ${r} ${r}v${h - 2 * r}a${r} ${r} 0 0 1 ${-r} ${r}h${2 * r - w}` +
      `a${r} ${r} 0 0 1 ${-r} ${-r}v${2 * r - h}a${r} ${r} 0 0 1 ${r} ${-r}z`;

/** What a motif draws with: the colours of its picture, its chance, and strokes that give all motifs one style. */
export class Brush {
  readonly colours: Palette;
  readonly #chance: () => number;
  readonly #pattern: Pattern;
  #clips = 0;

  constructor(colours: Palette, chance: () => number) {
    this.colours = colours;
    this.#chance = chance;
    this.#pattern = PATTERNS[Math.floor(chance() * PATTERNS.length)]!;
  }

  /** A whole number between `from` and `to`. */
  vary(from: number, to: number): number {
    return Math.round(from + this.#chance() * (to - from));
  }

  pick<T>(...items: readonly T[]): T {
    return items[Math.floor(this.#chance() * items.length)]!;
  }

  fill(path: string, colour: string, opacity = 1): string {
    return `<path d="${path}" fill="${colour}"${opacity === 1 ? '' : ` opacity="${opacity}"`}/>`;
  }

  line(path: string, colour: string, width: number): string {
    return `<path d="${path}" fill="none" stroke="${colour}" stroke-width="${width}" stroke-linecap="round" stroke-linejoin="round"/>`;
  }

  /** A body with its shaded side right of `shadeFrom`. */
  solid(path: string, colour = this.colours.main, shadeFrom = 350): string {
    return this.fill(path, colour) + this.#inside(path, this.#shade(shadeFrom));
  }

  /** A body that shows the picture's pattern, and its shaded side right of `shadeFrom`. */
  patterned(path: string, colour = this.colours.main, shadeFrom = 350): string {
    const cloth = this.#pattern === 'plain' ? '' : '<path d="M0 0h600v600H0z" fill="url(#p)"/>';
    return this.fill(path, colour) + this.#inside(path, cloth + this.#shade(shadeFrom));
  }

  /** A soft reflection. */
  shine(path: string, width = 12): string {
    return `<g opacity=".38">${this.line(path, '#fff', width)}</g>`;
  }

  /** The definitions that `patterned` bodies refer to. */
  definitions(): string {
    const { light, accent } = this.colours;
    const tile = {
      plain: '',
      stripes: `<path d="M0 0h14v44H0z" fill="${light}" opacity=".7"/>`,
      bands: `<path d="M0 0h44v12H0z" fill="${accent}"/><path d="M0 20h44v5H0z" fill="${light}" opacity=".8"/>`,
      dots: `<circle cx="11" cy="11" r="6" fill="${light}"/><circle cx="33" cy="33" r="6" fill="${light}"/>`,
      checks: `<path d="M0 0h22v44H0zM0 0h44v22H0z" fill="${light}" opacity=".3"/>`,
      chevrons: `<path d="M-4 30l26-20 26 20" fill="none" stroke="${accent}" stroke-width="8"/>`,
      leaves: `<path d="M22 6q13 16 0 32q-13-16 0-32" fill="${light}" opacity=".75"/>`,
    }[this.#pattern];
    return tile === ''
      ? ''
      : `<defs><pattern id="p" width="44" height="44" patternUnits="userSpaceOnUse">${tile}</pattern></defs>`;
  }

  #inside(path: string, content: string): string {
    this.#clips += 1;
    const id = `c${this.#clips}`;
    return `<clipPath id="${id}"><path d="${path}"/></clipPath><g clip-path="url(#${id})">${content}</g>`;
  }

  #shade(from: number): string {
    return `<path d="M${from} 0H600V600H${from}q50-300 0-600z" fill="${this.colours.ink}" opacity=".13"/>`;
  }
}

/** Draws a motif within 600 × 600; what stands, stands on y = 470. */
export type Draw = (brush: Brush) => string;

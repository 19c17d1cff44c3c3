/** What a colour means, or, with a number, only that one series is not another. The style sheet says how each looks. */
export type Tone =
  'good' | 'warn' | 'bad' | 'quiet' | 'first' | 'second' | 'third' | 'fourth' | 'fifth' | 'sixth';

const SERIES = ['first', 'second', 'third', 'fourth', 'fifth', 'sixth'] as const;

/** Of the series that stands at this place; after the sixth they begin again. */
export const seriesTone = (index: number): Tone => SERIES[index % SERIES.length] ?? 'quiet';

/** As CSS and SVG take it, so that light, dark and print are the style sheet's alone. */
export const colourOf = (tone: Tone): string => `var(--tone-${tone})`;

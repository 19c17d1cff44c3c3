const LINE = /^([a-zA-Z_:][\w:]*)(?:\{(.*)\})? (\S+)/;
const LABEL = /(\w+)="((?:[^"\\]|\\.)*)"/g;

export interface Metric {
  name: string;
  labels: Readonly<Record<string, string>>;
  value: number;
}

/** What a process says to Prometheus, of the named series. (Exposition formats, prometheus.io, version 0.0.4.) */
export function parseMetrics(text: string, names: ReadonlySet<string>): Metric[] {
  return text.split('\n').flatMap((line) => {
    const [, name = '', labels = '', value] = LINE.exec(line) ?? [];
    if (!names.has(name)) return [];
    const pairs = [...labels.matchAll(LABEL)].map(([, label, text]) => [label!, unescaped(text!)] as const);
    return [{ name, labels: Object.fromEntries(pairs), value: Number(value?.replace('Inf', 'Infinity')) }];
  });
}

const unescaped = (text: string): string =>
  text.replaceAll(/\\(.)/g, (_, escaped: string) => (escaped === 'n' ? '\n' : escaped));

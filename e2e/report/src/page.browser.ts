import type * as ECharts from 'echarts';
import type { DrawnChart } from './charts/time-chart.ts';

/** The script of a page, and the only file here that runs in a browser: draws the charts, and copies commands. */

declare const echarts: typeof ECharts;

type Formatter = (value: number) => string;

const english = new Intl.NumberFormat('en', { maximumFractionDigits: 1 });

const FORMATTERS: Readonly<Record<DrawnChart['unit'], Formatter>> = {
  count: (value) => english.format(value),
  milliseconds: (value) =>
    value < 1000 ? `${english.format(value)} ms` : `${english.format(value / 1000)} s`,
  percent: (value) => `${english.format(value)}%`,
};

const PLACES: Readonly<Record<DrawnChart['over'], Formatter>> = {
  time: (value) => `${value > 0 ? '+' : value < 0 ? '−' : ''}${english.format(Math.abs(value))} s`,
  numbers: (value) => english.format(value),
};

function draw(place: HTMLElement): ECharts.ECharts {
  const drawn = JSON.parse(place.dataset.chart ?? '') as DrawnChart;
  const chart = echarts.init(place, null, { renderer: 'svg' });
  chart.setOption(drawn.option);
  chart.setOption({
    xAxis: { axisLabel: { formatter: PLACES[drawn.over] } },
    yAxis: { axisLabel: { formatter: FORMATTERS[drawn.unit] } },
    tooltip: {
      className: 'tooltip',
      // Charts of one group point at the same second; only the one below the pointer says what was there.
      formatter: (lines: unknown) => (place.matches(':hover') ? told(lines as Told[], drawn) : ''),
    },
  });
  if (drawn.over === 'time') chart.group = 'time';
  return chart;
}

interface Told {
  seriesName: string;
  color: string;
  /** Where it is, what it is, and, over numbers, how that is told. */
  value: [at: number, value: number | null, says?: string];
}

function told(lines: readonly Told[], { over, unit, marks }: DrawnChart): HTMLElement {
  const at = lines[0]?.value[0] ?? 0;
  const box = document.createElement('div');
  box.append(element('strong', PLACES[over](at)));
  const values = document.createElement('dl');
  for (const { seriesName, color, value } of lines) {
    const [, amount, says] = value;
    // Over numbers, what tells nothing is an edge of a band.
    if (over === 'numbers' && says === undefined) continue;
    const name = element('dt', seriesName);
    name.style.setProperty('--of', color);
    values.append(name, element('dd', says ?? (typeof amount === 'number' ? FORMATTERS[unit](amount) : '–')));
  }
  box.append(values);
  for (const { at: when, says } of marks) {
    if (Math.floor(when) === Math.floor(at)) box.append(element('p', says));
  }
  return box;
}

function element(name: string, text: string): HTMLElement {
  const made = document.createElement(name);
  made.textContent = text;
  return made;
}

const charts = new Map<Element, ECharts.ECharts>();

/** A chart within something folded has no size until it is opened. */
const whenSized = new ResizeObserver((entries) => {
  for (const { target, contentRect } of entries) {
    if (contentRect.width === 0) continue;
    const chart = charts.get(target);
    if (chart) chart.resize();
    else charts.set(target, draw(target as HTMLElement));
  }
});

for (const place of document.querySelectorAll<HTMLElement>('[data-chart]')) whenSized.observe(place);
echarts.connect('time');
window.addEventListener('beforeprint', () => charts.forEach((chart) => chart.resize()));

for (const button of document.querySelectorAll<HTMLElement>('[data-copy]')) {
  button.addEventListener('click', async () => {
    const copied = navigator.clipboard.writeText(button.dataset.copy ?? '');
    button.textContent = await copied.then(
      () => 'Copied',
      () => 'Not allowed',
    );
  });
}

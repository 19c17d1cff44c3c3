export { markdownTable as table } from '@twinshop/report';

export const section = (title: string, ...parts: readonly string[]): string =>
  [`## ${title}`, ...parts].join('\n\n');

export const bullets = (items: readonly string[]): string => items.map((item) => `- ${item}`).join('\n');

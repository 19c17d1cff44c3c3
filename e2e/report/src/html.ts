/** Markup that may stand in a page as it is. Made by {@link html}, which escapes all that is not markup already. */
export class Html {
  readonly markup: string;

  constructor(markup: string) {
    this.markup = markup;
  }
}

/** What a template may hold: text is escaped, lists are joined, and nothing is written for what is not there. */
export type Content = Html | string | number | false | null | undefined | readonly Content[];

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

export const escapeHtml = (text: string): string =>
  text.replace(/[&<>"']/g, (character) => ESCAPES[character] ?? character);

/** A piece of a page. Values are escaped for text and for quoted attributes; an attribute must be quoted. */
export const html = (strings: TemplateStringsArray, ...values: readonly Content[]): Html =>
  new Html(strings.reduce((markup, string, index) => `${markup}${markupOf(values[index - 1])}${string}`));

function markupOf(content: Content): string {
  if (content instanceof Html) return content.markup;
  if (Array.isArray(content)) return content.map(markupOf).join('');
  if (content === undefined || content === null || content === false) return '';
  return escapeHtml(String(content));
}

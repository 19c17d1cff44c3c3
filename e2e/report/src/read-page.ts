const ENTITIES: Readonly<Record<string, string>> = {
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#39;': "'",
};

/** A page without its scripts and style. */
export const markupOf = (page: string): string => page.replace(/<(script|style)\b.*?<\/\1>/gs, ' ');

/** What a page says to somebody who reads it from its beginning to its end. */
export const textOf = (page: string): string =>
  markupOf(page)
    .replace(/<[^>]*>/g, ' ')
    .replace(/&(?:amp|lt|gt|quot|#39);/g, (entity) => ENTITIES[entity] ?? entity)
    .replace(/\s+/g, ' ');

/** What one of its sections says; empty where there is no such section. */
export const sectionOf = (page: string, id: string): string =>
  textOf(new RegExp(`<section id="${id}".*?</section>`, 's').exec(page)?.[0] ?? '');

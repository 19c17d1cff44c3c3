/** A category's name for people, from its slug: `home-and-garden` → `Home & Garden`. */
export const categoryName = (slug: string): string =>
  slug
    .split('-')
    .map((word) => (word === 'and' ? '&' : word.charAt(0).toUpperCase() + word.slice(1)))
    .join(' ');

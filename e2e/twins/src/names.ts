const ID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/gi;
const TIME = /\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?Z/g;
const PICTURE = /(\/images\/products\/[a-z-]+\/)[0-9a-f]+\.svg/g;

/** Members whose values are one shop's own, whatever they are. */
const OPAQUE: Readonly<Record<string, string>> = { accessToken: '<token>', next: '<cursor>' };

/**
 * What two shops that behave alike may differ in, taken out of their answers: an id becomes the number of its first
 * appearance, so that the same id in two places is still the same, and times, tokens, cursors and pictures are only there.
 */
export class Names {
  readonly #numbers = new Map<string, number>();

  /** The value with everything replaced that may differ; member by member, in the members' own order. */
  normalised(value: unknown): unknown {
    if (typeof value === 'string') return this.#text(value);
    if (Array.isArray(value)) return value.map((item) => this.normalised(item));
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      Object.entries(value).map(([name, member]) => [
        this.#text(name),
        typeof member === 'string' && name in OPAQUE ? OPAQUE[name] : this.normalised(member),
      ]),
    );
  }

  #text(text: string): string {
    return text
      .replaceAll(ID, (id) => `<id ${this.#numberOf(id.toLowerCase())}>`)
      .replaceAll(TIME, '<time>')
      .replaceAll(PICTURE, '$1<picture>.svg');
  }

  #numberOf(id: string): number {
    const known = this.#numbers.get(id);
    if (known !== undefined) return known;
    this.#numbers.set(id, this.#numbers.size + 1);
    return this.#numbers.size;
  }
}

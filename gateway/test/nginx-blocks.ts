/** Every innermost block of a configuration that has this directive, from its name to its closing brace. */
export function blocksWith(text: string, directive: string): string[] {
  const withoutStrings = text.replaceAll(/#.*$/gm, '').replaceAll(/"[^"]*"|'[^']*'/g, '""');
  return [...withoutStrings.matchAll(/[^{};\n][^{};]*\{[^{}]*\}/g)]
    .map(([block]) => block.trim())
    .filter((block) => new RegExp(`[\\s{;]${directive}\\s`).test(block));
}

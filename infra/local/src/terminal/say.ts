/** A line for people on stdout. */
export function say(text = ''): void {
  process.stdout.write(`${text}\n`);
}

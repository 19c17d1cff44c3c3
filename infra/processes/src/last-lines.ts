/** The end of what a process has written: what a person needs to see of why it failed. */
export function lastLines(text: string): string {
  return text.trimEnd().split('\n').slice(-15).join('\n');
}

/** Strings that people do type, or that attackers send, and that a shop must keep to the letter. */
export const HOSTILE_STRINGS: [string, string][] = [
  ['SQL', `Robert'); DROP TABLE customer;--`],
  ['HTML', '<script>alert("shop")</script>'],
  ['a template', '${7*7} {{7*7}} %s %n'],
  ['emoji', 'Zoë 👩‍👩‍👧‍👦 🛒'],
  ['right-to-left text', 'שלום ‮evil‬ مرحبا'],
  ['combining marks', 'Ȁ̐̑̒̓ e\u0301'],
  ['a backslash and quotes', `\\ " ' \` \\u0000`],
];

/** Strings that are no text: PostgreSQL can't hold the first, UTF-8 not the others. */
export const UNSTORABLE_STRINGS: [string, string][] = [
  ['NUL', 'before\u0000after'],
  ['a lone surrogate', 'before\ud800after'],
];

/** Bodies that are JSON, or nearly, but never an object of the right shape. */
export const HOSTILE_BODIES: [string, string][] = [
  ['a list', '[]'],
  ['null', 'null'],
  ['a string', '"text"'],
  ['a number', '42'],
  ['an empty object', '{}'],
  ['cut-off JSON', '{"email": "a@'],
  ['JavaScript', '{email: undefined}'],
  ['nothing', ''],
  ['deep nesting', `${'['.repeat(50_000)}${']'.repeat(50_000)}`],
];

/** Quantities that no line may have, as they stand in the JSON text. */
export const WRONG_QUANTITIES: [string, string][] = [
  ['nought', '0'],
  ['a negative', '-1'],
  ['a fraction', '1.5'],
  ['one more than the most', '10001'],
  ['a huge number', '99999999999999999999'],
  ['more than a double holds', '1e400'],
  ['a string', '"1"'],
  ['a boolean', 'true'],
  ['null', 'null'],
  ['a list', '[1]'],
  ['an object', '{"valueOf":1}'],
];

/** Path segments that are no id of anything. */
export const WRONG_IDS: string[] = [
  '00000000-0000-4000-8000-000000000000',
  'nonsense',
  '0',
  '-1',
  '%00',
  "1'%20OR%20'1'='1",
  '..%2f..%2fetc%2fpasswd',
  'x'.repeat(300),
  '%F0%9F%9B%92',
];

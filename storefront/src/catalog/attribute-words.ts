/** Units that an attribute's name may end in, as in `weight_g`, and how they are written behind its value. */
const units: Record<string, string> = {
  g: 'g',
  kg: 'kg',
  mm: 'mm',
  cm: 'cm',
  m: 'm',
  ml: 'ml',
  l: 'l',
  w: 'W',
  celsius: '°C',
  inches: 'in',
  hours: 'hours',
  weeks: 'weeks',
};

export interface AttributeWords {
  name: string;
  value: string;
}

/** `weight_g: 1370` reads "Weight: 1,370 g", `leakProof: true` reads "Leak proof: Yes". */
export function attributeWords(name: string, value: string | number | boolean): AttributeWords {
  const words = name
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .split(/[\s_-]+/)
    .filter((word) => word !== '')
    .map((word) => word.toLowerCase());
  const unit = typeof value === 'number' && words.length > 1 ? units[words.at(-1) ?? ''] : undefined;
  const named = (unit === undefined ? words : words.slice(0, -1)).join(' ');
  return { name: named.charAt(0).toUpperCase() + named.slice(1), value: valueWords(value, unit) };
}

function valueWords(value: string | number | boolean, unit: string | undefined): string {
  if (typeof value === 'boolean') return value ? 'Yes' : 'No';
  return unit === undefined ? String(value) : `${value.toLocaleString('en-GB')} ${unit}`;
}

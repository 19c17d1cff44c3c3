import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';

/** Makes values noisy by a share that is normally distributed (Box and Muller, 1958); a seed repeats it. */
export function noise(spread: number, seed: number): (value: number) => number {
  const generator = xoroshiro128plus(seed);
  const random = () => uniformFloat64(generator);
  const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  return (value) => value * Math.exp(spread * normal());
}

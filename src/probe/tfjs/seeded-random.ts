/** Makes runs repeatable: tfjs draws its own seeds from Math.random, so seeding that seeds initializers, dropout and shuffles too. */

/** For the whole worker, like Math.random itself. */
let draws = 0;

/** How many numbers Math.random has given so far: a sign that code is at work, and that its results depend on chance. */
export function randomDraws(): number {
  return draws;
}

/**
 * Replaces Math.random by a generator that always yields the same numbers for a seed (SplitMix32, Steele et al. 2014, in its 32-bit form).
 *
 * @param seed any integer
 */
export function seedMathRandom(seed: number): void {
  let state = Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b) >>> 0;
  Math.random = () => {
    draws++;
    state = (state + 0x9e3779b9) | 0;
    let mixed = Math.imul(state ^ (state >>> 16), 0x21f0aaad);
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97);
    return ((mixed ^ (mixed >>> 15)) >>> 0) / 4294967296;
  };
}

/** Numbers of its own, so that the probe's draws don't shift those of user code. */
export function generator(seed: number): { uniform(): number; normal(): number } {
  let state = seed >>> 0;
  const uniform = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
  /** Box-Muller. */
  const normal = (): number => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform());
  return { uniform, normal };
}

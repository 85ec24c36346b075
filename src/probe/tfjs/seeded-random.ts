/** Makes runs repeatable by seeding Math.random: tfjs draws the seeds of initializers, dropout and shuffles from it. */

/** For the whole worker, like Math.random itself. */
let draws = 0;
let seeded = 0;

/**
 * How many numbers Math.random has given so far: a sign that code is at work, and that its results depend on chance.
 */
export function randomDraws(): number {
  return draws;
}

/**
 * Replaces Math.random by a generator that gives the same numbers for the same seed.
 * It is SplitMix (Steele et al., Fast Splittable Pseudorandom Number Generators, 2014) in its 32-bit form.
 *
 * @param seed any integer
 */
export function seedMathRandom(seed: number): void {
  seeded = Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b) >>> 0;
  Math.random = () => {
    draws++;
    seeded = (seeded + 0x9e3779b9) | 0;
    let mixed = Math.imul(seeded ^ (seeded >>> 16), 0x21f0aaad);
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97);
    return ((mixed ^ (mixed >>> 15)) >>> 0) / 4294967296;
  };
}

/** Runs something of the probe's own, after which Math.random goes on as if it had not run. */
export function withoutDraws<T>(run: () => T): T {
  const before = { draws, seeded };
  try {
    return run();
  } finally {
    ({ draws, seeded } = before);
  }
}

/** To come back to the same draws, by `atRandomState`. */
export function randomState(): number {
  return seeded;
}

/** Runs code that draws what was drawn after `before`. The draws after it are what they would have been without it. */
export function atRandomState<T>(before: number, run: () => T): T {
  const after = { seeded, draws };
  seeded = before;
  try {
    return run();
  } finally {
    ({ seeded, draws } = after);
  }
}

/** @returns what lets Math.random go on as if nothing had drawn from it since */
export function keepRandomNumbers(): () => void {
  const before = { draws, seeded };
  return () => {
    ({ draws, seeded } = before);
  };
}

/** A generator of the probe's own, whose draws do not shift those of user code. Mulberry32; `normal` by Box-Muller. */
export function randomGenerator(seed: number): { uniform(): number; normal(): number } {
  let own = seed >>> 0;
  const uniform = (): number => {
    own = (own + 0x6d2b79f5) | 0;
    let mixed = Math.imul(own ^ (own >>> 15), own | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
  const normal = (): number => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform());
  return { uniform, normal };
}

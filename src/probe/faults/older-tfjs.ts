/** Tells what TensorFlow.js 4.22 refuses and an older version that the user's code runs on does not. */

/** Major and minor number. */
type Version = readonly [major: number, minor: number];

/**
 * Messages of checks that came late, and the first version whose source has them, as far as published packages were
 * compared: tfjs-core 0.12, 0.14, 0.15, 1.0, 1.7, 2.0, 3.0, 3.8, 3.11, tfjs-layers 0.8, 0.10, 1.0, 1.7, 3.0.
 */
const refusedSince: readonly (readonly [message: RegExp, since: Version])[] = [
  [/^Argument '\w+' passed to '\w+' must be float32 tensor/, [3, 11]],
  [/^Argument '\w+' passed to '\w+' must be \w+ tensor/, [0, 15]],
  [/to give objects of the form \{xs, ys\}|expected to generate objects of the form/, [1, 7]],
];

/** From here on no function of TensorFlow.js has gone: what 4.22 lacks was never there. */
const sameNamesSince: Version = [4, 0];
/** Before this one, functions gave and took other things: `dataset.fit`, `tensor.get`, callbacks, optimizers. */
const sameResultsSince: Version = [3, 0];

/** A version of TensorFlow.js as far as its refusals differ from those of 4.22. */
export interface TfjsAge {
  /** Whether it may have functions that 4.22 has no more. */
  readonly hasOtherNames: boolean;
  /** Whether an error that says nothing of its cause may come of another version alone. */
  readonly givesOtherResults: boolean;
  /** Whether it throws that error of tfjs 4.22 as well. */
  readonly refuses: (message: string) => boolean;
}

/** @param pinned by the user's project, such as `1.7.4`; undefined where nothing pins one, which counts as 4.22 */
export function tfjsAge(pinned: string | undefined): TfjsAge {
  const [major = 0, minor = 0] = (pinned ?? '4.22').split('.').map(Number);
  const isBefore = ([m, n]: Version): boolean => major < m || (major === m && minor < n);
  return {
    hasOtherNames: isBefore(sameNamesSince),
    givesOtherResults: isBefore(sameResultsSince),
    refuses: (message) => {
      const since = refusedSince.find(([pattern]) => pattern.test(message))?.[1];
      return since === undefined || !isBefore(since);
    },
  };
}

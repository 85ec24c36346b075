/** Runs once the functions that user code gives `fit` as callbacks, so that an error in one of them is known. */

import type { FitArguments } from '../data/batches';
import type { SeedRun } from '../seed/seed-run';
import type * as tf from '../tfjs/tf';
import { sleep } from '../time/clock';

type Logs = Readonly<Record<string, number>>;
type Callbacks = Readonly<Record<string, unknown>>;

/** A callback that takes longer waits for a page or a person. */
const longestMs = 100;

/**
 * Runs the callbacks as at the end of the first epoch, but only if the code stands alone and no stand-in took part:
 * else an error would not be the code's own.
 * @throws what a callback throws
 */
export async function runCallbacks(
  seedRun: SeedRun,
  fit: FitArguments | undefined,
  history: tf.History,
): Promise<void> {
  if (!seedRun.options.standsAlone || seedRun.options.isGuarded || !seedRun.ownFaults.isWithoutStandIns) return;
  const ofEpoch = Object.fromEntries(
    Object.entries(history.history).map(([label, values]) => [label, Number(values[0])]),
  );
  const ofBatch = Object.fromEntries(Object.entries(ofEpoch).filter(([label]) => !label.startsWith('val_')));
  const batch = { batch: 0, size: fit?.batchSize ?? 32 };
  for (const callbacks of plainCallbacks(fit?.callbacks)) {
    await run(seedRun, callbacks, 'onTrainBegin', [{}]);
    await run(seedRun, callbacks, 'onEpochBegin', [0, {}]);
    await run(seedRun, callbacks, 'onBatchBegin', [0, batch]);
    await run(seedRun, callbacks, 'onBatchEnd', [0, { ...batch, ...ofBatch }]);
    await run(seedRun, callbacks, 'onEpochEnd', [0, ofEpoch]);
  }
}

/**
 * The callbacks that the code writes as an object of functions; those of tfjs and of packages are not the code's own.
 */
function plainCallbacks(given: unknown): Callbacks[] {
  return (Array.isArray(given) ? (given as unknown[]) : [given]).filter(
    (one): one is Callbacks =>
      typeof one === 'object' && one !== null && Object.getPrototypeOf(one) === Object.prototype,
  );
}

async function run(
  seedRun: SeedRun,
  callbacks: Callbacks,
  name: string,
  values: readonly (number | Logs)[],
): Promise<void> {
  const callback = callbacks[name];
  if (typeof callback !== 'function') return;
  try {
    await Promise.race([
      (callback as (...values: unknown[]) => unknown).apply(callbacks, [...values]),
      sleep(longestMs),
    ]);
  } catch (error) {
    seedRun.ownFaults.noteInCallback(error);
    if (seedRun.ownFaults.isOwn(error)) throw error;
  }
}

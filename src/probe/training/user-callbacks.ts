/** Runs once the callbacks that user code gives `fit`, so that an error in one of them is known. */

import type { FitArguments } from '../data/batches';
import { nearestName } from '../faults/complaints/known-names';
import type { SeedRun } from '../seed/seed-run';
import { isStandIn } from '../sandbox/stand-in';
import type { Model } from '../tfjs/internals';
import * as tf from '../tfjs/tf';
import { sleep } from '../time/clock';

type Logs = Readonly<Record<string, number>>;

/** A callback that takes longer waits for a page or a person. */
const longestMs = 100;

/** What tfjs calls of a callback, whether tfjs makes it of an object of functions or user code extends tf.Callback. */
interface TfjsCallback {
  setParams(params: Readonly<Record<string, unknown>>): void;
  setModel(model: Model): void;
  onTrainBegin(logs: Logs): unknown;
  onEpochBegin(epoch: number, logs: Logs): unknown;
  onBatchBegin(batch: number, logs: Logs): unknown;
  onBatchEnd(batch: number, logs: Logs): unknown;
  onEpochEnd(epoch: number, logs: Logs): unknown;
}

/**
 * Runs the callbacks as at the end of the first epoch, but only if no stand-in took part: else an error would not be
 * the code's own.
 * @throws what a callback throws
 */
export async function runCallbacks(
  seedRun: SeedRun,
  model: Model,
  fit: FitArguments | undefined,
  history: tf.History,
): Promise<void> {
  if (seedRun.options.isGuarded || !seedRun.ownFaults.isWithoutStandIns) return;
  const ofEpoch = Object.fromEntries(
    Object.entries(history.history).map(([label, values]) => [label, Number(values[0])]),
  );
  const ofBatch = Object.fromEntries(Object.entries(ofEpoch).filter(([label]) => !label.startsWith('val_')));
  const batch = { batch: 0, size: fit?.batchSize ?? 32 };
  for (const callback of callbacksIn(fit?.callbacks)) {
    const logs = new ReadLogs();
    const steps: (() => unknown)[] = [
      () => {
        callback.setParams({ epochs: fit?.epochs ?? 1, samples: null, verbose: 0, metrics: Object.keys(ofEpoch) });
        callback.setModel(model);
      },
      () => callback.onTrainBegin({}),
      () => callback.onEpochBegin(0, {}),
      () => callback.onBatchBegin(0, batch),
      () => callback.onBatchEnd(0, logs.watched({ ...batch, ...ofBatch })),
      () => callback.onEpochEnd(0, logs.watched(ofEpoch)),
    ];
    for (const step of steps) await run(seedRun, step, logs);
  }
}

/** As `fit` of tfjs takes them; without those that tfjs itself brings, and those of packages that are not here. */
function callbacksIn(given: unknown): TfjsCallback[] {
  if (given === null || given === undefined || isStandIn(given)) return [];
  const list = (Array.isArray(given) ? given : [given]) as unknown[];
  return list.flatMap((one): TfjsCallback[] => {
    if (typeof one !== 'object' || one === null || isStandIn(one) || isOfTfjs(one)) return [];
    if (one instanceof tf.Callback || one instanceof tf.CustomCallback) return [one];
    // No frame of an animation comes here, so that nothing waits for one.
    const settings = { ...one, ...inherited(one), nextFrameFunc: () => Promise.resolve() };
    return [new tf.CustomCallback(settings)];
  });
}

/** Methods that a class gives an object which is no tf.Callback. */
function inherited(one: object): Readonly<Record<string, unknown>> {
  const names = ['onTrainBegin', 'onTrainEnd', 'onEpochBegin', 'onEpochEnd', 'onBatchBegin', 'onBatchEnd', 'onYield'];
  return Object.fromEntries(names.flatMap((name) => (name in one ? [[name, Reflect.get(one, name) as unknown]] : [])));
}

/** `tf.callbacks.earlyStopping` and the like. */
function isOfTfjs(one: object): boolean {
  return one.constructor === tf.EarlyStopping || one.constructor === tf.History;
}

/** Notes which values code reads of the logs that are not in them. */
class ReadLogs {
  /** The last one. */
  missing: { readonly name: string; readonly known: readonly string[] } | undefined;

  forget(): void {
    this.missing = undefined;
  }

  watched(logs: Logs): Logs {
    return new Proxy(logs, {
      get: (values, name, receiver) => {
        if (typeof name === 'string' && !(name in values)) this.missing = { name, known: Object.keys(values) };
        return Reflect.get(values, name, receiver) as unknown;
      },
    });
  }
}

async function run(seedRun: SeedRun, step: () => unknown, logs: ReadLogs): Promise<void> {
  logs.forget();
  try {
    await Promise.race([step(), sleep(longestMs)]);
  } catch (error) {
    const { missing } = logs;
    const { ownFaults } = seedRun;
    ownFaults.noteInCallback(error);
    if (missing && error instanceof TypeError && /\bundefined\b/.test(error.message))
      ownFaults.noteRefusal(error, () => ({
        call: { call: 'callback' },
        callFrames: [],
        complaint: { code: 'name', message: lacks(missing) },
      }));
    if (ownFaults.isOwn(error)) throw error;
  }
}

function lacks({ name, known }: { readonly name: string; readonly known: readonly string[] }): string {
  const nearest = nearestName(name, known) ?? (/^acc/i.test(name) ? known.find((one) => one === 'acc') : undefined);
  const help =
    nearest !== undefined
      ? `Did you mean logs.${nearest}?`
      : name.startsWith('val_')
        ? 'Give fit validationData or validationSplit, or read what is there.'
        : 'Add it to the metrics of compile, or read what is there.';
  return `logs has no ${name}, only ${known.join(', ')}. ${help}`;
}

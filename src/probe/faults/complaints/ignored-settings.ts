/**
 * Finds settings that tfjs passes over in silence, because their names are misspelt or because they are no object.
 */

import { distance } from 'fastest-levenshtein';
import type { RawLayer } from '../../protocol/result';
import { plainName } from './known-names';
import type { Complaint } from './refused-call';

/** A setting that tfjs passes over because its name is misspelt. */
export interface IgnoredSetting extends Complaint {
  readonly misspelt: NonNullable<RawLayer['misspelt']>;
}

/** What `fit` and `fitDataset` of tfjs-layers 4.22 read. */
export const fitSettings: readonly string[] = [
  ...['batchSize', 'epochs', 'verbose', 'callbacks', 'validationSplit', 'validationData', 'shuffle', 'classWeight'],
  ...['sampleWeight', 'initialEpoch', 'stepsPerEpoch', 'validationSteps', 'yieldEvery', 'batchesPerEpoch'],
  ...['validationBatchSize', 'validationBatches', 'validationFreq'],
];

/** What every layer takes, besides what its `getConfig` gives. */
export const layerSettings: readonly string[] = [
  ...['inputShape', 'batchInputShape', 'batchSize', 'dtype', 'name', 'trainable', 'weights', 'inputDType'],
];

/** Names of other settings are shorter, and one letter more or less makes another word of them. */
const leastLetters = 5;
/** More slips than this make another word. */
const mostSlips = 2;

/**
 * The complaint about the first setting that is one of the known ones but for a slip of the pen, capitals and
 * underscores aside.
 * @param call as the message names it
 * @param given the settings of the code; anything but a plain object has none
 */
export function ignoredSetting(call: string, given: unknown, known: readonly string[]): IgnoredSetting | undefined {
  if (typeof given !== 'object' || given === null || Object.getPrototypeOf(given) !== Object.prototype)
    return undefined;
  for (const name of Object.keys(given)) {
    if (known.includes(name) || name.length < leastLetters) continue;
    const meant = known.find(
      (one) =>
        one.length >= leastLetters &&
        !(one in given) &&
        one[0].toLowerCase() === name[0].toLowerCase() &&
        distance(plainName(name), plainName(one)) <= mostSlips,
    );
    if (meant !== undefined)
      return {
        code: 'name',
        message: `${call} takes no ${name} and passes over it without a word. Did you mean ${meant}?`,
        unknownName: name,
        misspelt: { given: name, meant },
      };
  }
  return undefined;
}

/** The complaint about what tfjs passes over in the values of a training call of a model. */
export function ignoredInTraining(
  name: 'fit' | 'fitDataset' | 'trainOnBatch',
  values: readonly unknown[],
): Complaint | undefined {
  if (name === 'trainOnBatch') return undefined;
  const call = `model.${name}`;
  if (name === 'fitDataset') return ignoredSetting(call, values[1], fitSettings);
  return settingsNotAnObject(call, values[2]) ?? ignoredSetting(call, values[2], fitSettings);
}

/**
 * The complaint about settings that are no object, such as the number of epochs alone: tfjs then trains for one epoch.
 * @param call as the message names it
 */
function settingsNotAnObject(call: string, given: unknown): Complaint | undefined {
  if (typeof given !== 'number' && typeof given !== 'string' && typeof given !== 'boolean') return undefined;
  const epochs = typeof given === 'number' && Number.isInteger(given) && given > 0 ? given : 10;
  return {
    code: 'setting',
    message:
      `${call} takes its settings as an object, such as { epochs: ${epochs} }. It passes over ` +
      `${JSON.stringify(given)} without a word and trains for one epoch.`,
  };
}

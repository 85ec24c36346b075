/** Makes the arguments with which the probe calls user code, from guesses and from models that were made before. */

import type { EntryArgument } from '../../report/entry-call';
import { probeGlobal } from '../../report/probe-globals';
import { isContainer, type Model, modelParts, partsOf } from '../tfjs/internals';
import type { SeedRun } from '../seed/seed-run';
import { listStandIn, standIn } from '../sandbox/stand-in';
import * as tf from '../tfjs/tf';

/** What the probe's calls of entries returned, by the entry's label. */
export type EntryResults = ReadonlyMap<string, unknown>;

/**
 * The value that the probe passes for a guessed argument.
 * @param results what the entries before it returned
 */
export function argumentOf(guess: EntryArgument, seedRun: SeedRun, results: EntryResults): unknown {
  switch (guess.kind) {
    case 'default':
      return undefined;
    case 'value': {
      const value: unknown = structuredClone(guess.value);
      for (const { path, kind } of guess.holes ?? [])
        fill(value, path, kind === 'tf' ? probeGlobal('tf') : standIn(path.join('.')));
      return value;
    }
    case 'stand-in':
      if (guess.wants === 'list') return listStandIn(guess.name);
      return guess.wants === undefined ? standIn(guess.name) : madeBefore(guess, guess.wants, seedRun, results);
    case 'tf':
      return probeGlobal('tf');
  }
}

function fill(value: unknown, path: readonly string[], item: unknown): void {
  let at = value as Record<string, unknown>;
  for (const key of path.slice(0, -1)) at = (at[key] ??= {}) as Record<string, unknown>;
  const last = path.at(-1);
  if (last !== undefined) at[last] = item;
}

/**
 * A model that user code made or returned under a similar name, else the last one it made, else a small one of the
 * probe's own. One that an error has left without some of its layers serves only where there is no other, and its
 * report says so.
 */
function madeBefore(
  { name, images = false }: EntryArgument,
  wants: 'model' | 'layer',
  seedRun: SeedRun,
  results: EntryResults,
): unknown {
  const made = seedRun.recorder.models.filter(
    (model) => Array.isArray(modelParts(model).layers as unknown) && modelParts(model).layers.length > 0,
  );
  const finished = made.filter((model) => !seedRun.unfinished.has(model));
  const models = finished.length > 0 ? finished : made;
  const returned = [...results]
    .filter(([label]) => hasSimilarName(label, name))
    .flatMap(([, result]) => modelsIn(result));
  const named =
    returned.at(-1) ??
    models.findLast(
      (model) =>
        hasSimilarName(model.name, name) ||
        seedRun.recorder.framesOf(model).some(({ functionName }) => hasSimilarName(functionName, name)),
    );
  if (named) return passed(named, seedRun);
  if (wants === 'layer')
    return seedRun.recorder.layers.findLast((layer) => partsOf(layer).built) ?? tf.layers.dense({ units: 8 });
  const last = models.at(-1);
  return last ? passed(last, seedRun) : smallModel(images);
}

function passed(model: Model, { unfinished, partial }: SeedRun): Model {
  if (unfinished.has(model)) partial.add(model);
  return model;
}

/** Whether two names are as similar as `encoder` and `buildEncoder`. */
function hasSimilarName(label: string, name: string): boolean {
  const [a, b] = [label.slice(label.lastIndexOf('.') + 1), name].map((text) =>
    text.toLowerCase().replace(/^(?:get|create|build|make|init|define|new)|(?:model|network|net)$/g, ''),
  );
  return a.length > 1 && b.length > 1 && (a.includes(b) || b.includes(a));
}

function modelsIn(value: unknown): Model[] {
  if (value instanceof tf.layers.Layer) return isContainer(value) ? [value] : [];
  if (Array.isArray(value)) return value.flatMap(modelsIn);
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype
    ? Object.values(value).flatMap(modelsIn)
    : [];
}

/** No line of user code makes this model, so the report leaves it out. */
function smallModel(images: boolean): Model {
  const layers = images
    ? [
        tf.layers.conv2d({ filters: 8, kernelSize: 3, activation: 'relu', inputShape: [16, 16, 3] }),
        tf.layers.conv2d({ filters: 8, kernelSize: 3, strides: 2 }),
      ]
    : [tf.layers.dense({ units: 16, activation: 'relu', inputShape: [10] }), tf.layers.dense({ units: 8 })];
  const model = tf.sequential({ layers });
  model.compile({ optimizer: 'adam', loss: 'meanSquaredError' });
  return model;
}

/** Replaces tfjs's functions that load saved models: the host reads the files, layers belong to the loading line. */

import type { RawFailure } from '../protocol/result';
import type { ModelAnswer } from '../protocol/saved-model-messages';
import { everythingWithin } from '../tfjs/nested-layers';
import type { Recorder } from '../recording/recorder';
import type { SavedModels } from './saved-model-requests';
import { positionsOf, type StackFrame } from '../recording/stack-frames';
import { isStandIn, standInName } from '../sandbox/stand-in';
import * as tf from '../tfjs/tf';

/** Thrown when user code loads a model whose files cannot be had. */
export class NeedsWeights extends Error {
  override readonly name = 'NeedsWeights';

  /**
   * @param frames of the call that loads it
   * @param advice whole sentences: why the files cannot be had, and what to do
   */
  constructor(
    source: string,
    readonly frames: readonly StackFrame[],
    readonly advice: string,
  ) {
    super(`Needs weights from ${source}.`);
  }
}

/** What `tf.io.fileSystem(path)` and `tf.io.http(url)` give: a handler that only keeps the path. */
class NamedFiles {
  constructor(readonly path: unknown) {}

  save(): Promise<object> {
    return Promise.resolve({});
  }
}

/** Receives what cannot be loaded or cannot be trained. */
export type FailureSink = (failure: Pick<RawFailure, 'label' | 'reason' | 'message' | 'stack'>) => void;

type Found = Extract<ModelAnswer, { status: 'found' }>;

/** @returns replacements for functions of `tf` and of `tf.io` */
export function modelLoaders(
  recorder: Recorder,
  models: SavedModels,
  fail: FailureSink,
): { readonly loaders: object; readonly io: object } {
  const ask = async (source: unknown, frames: readonly StackFrame[], about = ''): Promise<Found> => {
    const path = pathOf(source);
    const answer = path === undefined ? undefined : await models.get({ source: path, stack: positionsOf(frames) });
    if (answer?.status === 'found') return answer;
    const name = path ?? nameOf(source);
    const error = new NeedsWeights(
      name,
      frames,
      (answer?.message ?? `Needs weights from ${name}, which is only known when the program really runs.`) + about,
    );
    fail({ label: name, reason: 'needs-weights', message: error.advice, stack: positionsOf(frames) });
    throw error;
  };
  const framesHere = (): readonly StackFrame[] => recorder.framesIn(new Error().stack ?? '');

  const loadLayersModel = async (source: unknown, options?: tf.io.LoadOptions): Promise<tf.LayersModel> => {
    const frames = framesHere();
    if (holdsModel(source)) return noteLoaded(recorder, await tf.loadLayersModel(source, options), frames, undefined);
    const found = await ask(source, frames);
    const model = await tf.loadLayersModel({ load: () => artifactsOf(found) }, options);
    options?.onProgress?.(1);
    return noteLoaded(recorder, model, frames, `weights of ${found.shown}`);
  };

  const loadGraphModel = async (source: unknown, options?: tf.io.LoadOptions): Promise<tf.GraphModel> => {
    const frames = framesHere();
    const found = holdsModel(source)
      ? undefined
      : await ask(
          source,
          frames,
          ' Even then there would be nothing to measure in it: a graph model has no layers to train.',
        );
    const model = await tf.loadGraphModel(
      found ? { load: () => artifactsOf(found) } : (source as tf.io.IOHandler),
      options,
    );
    fail({
      label: found?.shown ?? 'a graph model',
      reason: 'not-trainable',
      message:
        'A graph model has no layers to train, so there is nothing to measure in it. ' +
        'What is trained on its outputs is probed; to fine-tune the model itself, convert it as a layers model',
      stack: positionsOf(frames),
    });
    options?.onProgress?.(1);
    return model;
  };

  const named = (path: unknown): NamedFiles => new NamedFiles(path);
  return {
    loaders: { loadLayersModel, loadModel: loadLayersModel, loadGraphModel },
    io: { fileSystem: named, http: named, browserHTTPRequest: named },
  };
}

function artifactsOf({ json, weights }: Found): Promise<tf.io.ModelArtifacts> {
  return tf.io.getModelArtifactsForJSON(JSON.parse(json) as tf.io.ModelJSON, (manifest) =>
    Promise.resolve([manifest.flatMap((group) => group.weights), weights ?? new ArrayBuffer(0)]),
  );
}

/**
 * Fields that tell tfjs's handlers for picked files and for a browser's two stores. Their classes cannot be told by
 * name, because a minified build has none.
 */
const browserHandlerFields = ['jsonFile', 'LS', 'indexedDB'];

/** Whether a handler (`tf.io.fromMemory`, an object with `load`) brings the model itself. */
function holdsModel(source: unknown): source is tf.io.IOHandler {
  return (
    typeof source === 'object' &&
    source !== null &&
    !isStandIn(source) &&
    'load' in source &&
    typeof source.load === 'function' &&
    !browserHandlerFields.some((field) => field in source)
  );
}

function pathOf(source: unknown): string | undefined {
  // tfjs-node takes the paths of model.json and of the weights.
  const [first] = Array.isArray(source) ? (source as unknown[]) : [source];
  if (first instanceof NamedFiles) return pathOf(first.path);
  if (first instanceof URL) return first.href;
  return typeof first === 'string' ? first : undefined;
}

function nameOf(source: unknown): string {
  return standInName(source) || 'files that the person picks';
}

/** Notes every layer of a loaded model as made by the call that loaded it. */
function noteLoaded(
  recorder: Recorder,
  model: tf.LayersModel,
  frames: readonly StackFrame[],
  weights: string | undefined,
): tf.LayersModel {
  for (const layer of everythingWithin(model)) {
    recorder.madeAt(layer, frames);
    recorder.loaded.add(layer);
    if (weights !== undefined) recorder.assumeOf(layer, [weights]);
  }
  return model;
}

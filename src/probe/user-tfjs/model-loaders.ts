/**
 * Replaces tfjs's functions that load saved models: the host reads the files, and layers belong to the line that loads.
 */

import type { MadeUpBases } from '../bases/made-up-bases';
import type { RawFailure } from '../protocol/result';
import type { ModelAnswer } from '../protocol/saved-model-messages';
import { everythingWithin } from '../tfjs/nested-layers';
import type { Recorder } from '../recording/recorder';
import type { SavedModels } from './saved-model-requests';
import { positionsOf, type StackFrame } from '../recording/stack-frames';
import { isStandIn, standInName } from '../sandbox/stand-in';
import * as tf from '../tfjs/tf';

/** Thrown when user code loads a model whose files the host cannot find. */
export class NeedsWeights extends Error {
  override readonly name = 'NeedsWeights';

  /**
   * @param frames of the call that loads it
   * @param advice whole sentences: why the files cannot be found, and what to do
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

/** A saved model of which only the weights are missing. */
type Weightless = Found & { readonly lacksWeights: string };

/** Makes up a model that cannot be loaded; undefined where nothing is known of the model. */
type MakeUp<Made> = (address: string, saved: Weightless | undefined) => Promise<Made | undefined>;

const aboutGraphs = ' Even then there would be nothing to measure in it: a graph model has no layers to train.';

/** What to do about a model that cannot be loaded. */
function adviceIn(answer: ModelAnswer | undefined): string | undefined {
  return answer?.status === 'missing' ? answer.message : answer?.lacksWeights;
}

/**
 * @param bases what takes the place of models without their weights
 * @returns replacements for functions of `tf` and of `tf.io`
 */
export function modelLoaders(
  recorder: Recorder,
  models: SavedModels,
  bases: MadeUpBases,
  fail: FailureSink,
): { readonly loaders: object; readonly io: object } {
  const loader = new ModelLoader(recorder, models, bases, fail);
  const loadLayersModel = (source: unknown, options?: tf.io.LoadOptions): Promise<tf.LayersModel> =>
    loader.loadLayersModel(source, options);
  const loadGraphModel = (source: unknown, options?: tf.io.LoadOptions): Promise<tf.GraphModel> =>
    loader.loadGraphModel(source, options);
  const named = (path: unknown): NamedFiles => new NamedFiles(path);
  return {
    loaders: { loadLayersModel, loadModel: loadLayersModel, loadGraphModel },
    io: { fileSystem: named, http: named, browserHTTPRequest: named },
  };
}

class ModelLoader {
  constructor(
    private readonly recorder: Recorder,
    private readonly models: SavedModels,
    private readonly bases: MadeUpBases,
    private readonly fail: FailureSink,
  ) {}

  async loadLayersModel(source: unknown, options: tf.io.LoadOptions | undefined): Promise<tf.LayersModel> {
    const { recorder, bases } = this;
    const frames = this.framesHere();
    if (holdsModel(source)) return noteLoaded(recorder, await tf.loadLayersModel(source, options), frames, undefined);
    const answer = await this.findOrMakeUp(source, frames, async (address, saved) => {
      if (!saved) return bases.layersModel(address, frames);
      const model = await tf.loadLayersModel({ load: () => artifactsOf(saved) });
      bases.adopt(model, { title: saved.shown, frames, advice: saved.lacksWeights });
      return model;
    });
    options?.onProgress?.(1);
    if ('made' in answer) return answer.made;
    const { found } = answer;
    const model = await tf.loadLayersModel({ load: () => artifactsOf(found) }, options);
    return noteLoaded(recorder, model, frames, `weights of ${found.shown}`);
  }

  async loadGraphModel(source: unknown, options: tf.io.LoadOptions | undefined): Promise<tf.GraphModel> {
    const frames = this.framesHere();
    const answer = holdsModel(source)
      ? undefined
      : await this.findOrMakeUp(
          source,
          frames,
          (address, saved) => Promise.resolve(this.bases.graphModel(address, frames, saved)),
          aboutGraphs,
        );
    if (answer && 'made' in answer) return answer.made as tf.GraphModel;
    const found = answer?.found;
    const model = await tf.loadGraphModel(
      found ? { load: () => artifactsOf(found) } : (source as tf.io.IOHandler),
      options,
    );
    this.fail({
      label: found?.shown ?? 'a graph model',
      reason: 'not-trainable',
      message:
        'A graph model has no layers to train, so there is nothing to measure in it. ' +
        'What is trained on its outputs is probed; to fine-tune the model itself, convert it as a layers model',
      stack: positionsOf(frames),
    });
    options?.onProgress?.(1);
    return model;
  }

  /**
   * Asks the host for a saved model, and makes one up where it has none that is whole.
   * @param about a sentence behind the advice
   * @throws NeedsWeights where none can be made up
   */
  private async findOrMakeUp<Made>(
    source: unknown,
    frames: readonly StackFrame[],
    makeUp: MakeUp<Made>,
    about = '',
  ): Promise<{ readonly found: Found } | { readonly made: Made }> {
    const path = pathOf(source);
    const answer = path === undefined ? undefined : await this.models.get({ source: path, stack: positionsOf(frames) });
    const isWhole = answer?.status === 'found' && answer.lacksWeights === undefined;
    if (isWhole) return { found: answer };
    const name = path ?? nameOf(source);
    const made = await makeUp(name, answer?.status === 'found' ? (answer as Weightless) : undefined);
    if (made !== undefined) return { made };
    const error = new NeedsWeights(
      name,
      frames,
      (adviceIn(answer) ?? `Needs weights from ${name}, which is only known when the program really runs.`) + about,
    );
    this.fail({ label: name, reason: 'needs-weights', message: error.advice, stack: positionsOf(frames) });
    throw error;
  }

  private framesHere(): readonly StackFrame[] {
    return this.recorder.framesIn(new Error().stack ?? '');
  }
}

function artifactsOf({ json, weights, lacksWeights }: Found): Promise<tf.io.ModelArtifacts> {
  const saved = JSON.parse(json) as tf.io.ModelJSON;
  if (lacksWeights !== undefined) return Promise.resolve({ modelTopology: saved.modelTopology });
  return tf.io.getModelArtifactsForJSON(saved, (manifest) =>
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

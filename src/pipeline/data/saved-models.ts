/** Reads the saved models that user code loads, if their files lie in the workspace. */

import { folderOf, joinPath, fileName, relativePath } from '../../files/paths';
import type { AnswerModel, ModelAnswer, ModelRequest } from '../../probe/protocol/saved-model-messages';
import type { WorkspaceFiles } from '../../files/file-access';
import { firstModelFile, savedModelPlace } from './saved-paths';

/** The most bytes of weights: larger ones take longer to load than a probe should take. */
const largestWeights = 100 * 1024 * 1024;

/** One group in the weightsManifest of a model.json. */
interface WeightsGroup {
  readonly paths?: readonly string[];
  readonly weights?: readonly WeightSpec[];
}

interface WeightSpec {
  readonly shape?: readonly number[];
  readonly dtype?: string;
  readonly quantization?: { readonly dtype?: string };
}

const bytesOf: Readonly<Partial<Record<string, number>>> = {
  float32: 4,
  int32: 4,
  complex64: 8,
  float16: 2,
  uint16: 2,
  uint8: 1,
  bool: 1,
};

export interface SavedModelsOptions {
  /** The file that is probed. */
  readonly file: string;
  readonly files: WorkspaceFiles;
  /** Absolute paths of the files whose code makes the request, the innermost first. */
  callersOf(request: ModelRequest): readonly string[];
  /** Called with the progress to show. */
  say(text: string): void;
  readonly signal: AbortSignal;
}

/** Answers requests for saved models, and reads each model once. */
export function savedModels(options: SavedModelsOptions): AnswerModel {
  const known = new Map<string, Promise<ModelAnswer>>();
  return async (request) => {
    const { source } = request;
    const callers = [...new Set(options.callersOf(request))];
    const found = savedModelPlace(source, callers);
    if (found.kind === 'network') {
      return missing(
        `Needs weights from ${source}, and a probe has no network. ` +
          `Download its model.json and the weight files that it names into the workspace, and load it from there.`,
      );
    }
    if (found.kind === 'browser') {
      return missing(
        `Needs weights from ${source} in the storage of the browser that saved them. ` +
          `Save the model as files (model.save('downloads://model')) into the workspace, and load it from there.`,
      );
    }
    const path = await firstModelFile(found.paths, options.files);
    if (path === undefined)
      return missing(
        `Needs weights from ${source}, and there is no such file: neither in ${folderOf(callers.at(0) ?? '/')} and ` +
          `the folders above it, nor in their folders that servers serve (public, static, assets). ` +
          `Put the saved model there, or correct the path.`,
      );
    let answer = known.get(path);
    if (!answer) known.set(path, (answer = read(path, source, options)));
    return answer;
  };
}

async function read(path: string, source: string, options: SavedModelsOptions): Promise<ModelAnswer> {
  const { file: probed, files, signal } = options;
  const shown = relativePath(folderOf(probed), path);
  const json = await files.readText(path);
  const groups = json === undefined ? undefined : manifestOf(json);
  if (json === undefined || groups === undefined)
    return missing(
      `Needs weights from ${source}, but ${fileName(path)} is no saved model of TensorFlow.js: ` +
        `it has no modelTopology. Save the model anew with model.save.`,
    );
  if (groups.length === 0) return { status: 'found', shown, json, weights: undefined };
  const parts: Uint8Array[] = [];
  let size = 0;
  for (const file of groups.flatMap((group) => group.paths ?? []).map((name) => joinPath(folderOf(path), name))) {
    if (signal.aborted) return missing('The probe was cancelled.');
    const bytes = await files.size(file);
    if (bytes === undefined)
      return {
        status: 'found',
        shown,
        json,
        weights: undefined,
        lacksWeights:
          `Needs weights from ${source}: ${fileName(path)} names the file ${fileName(file)}, which is not there. ` +
          `Put it into ${folderOf(file)}, or save the model anew.`,
      };
    size += bytes;
    if (size > largestWeights)
      return missing(
        `Needs weights from ${source}, which has ${shownSize(groups, size)} of them; ` +
          `a probe loads up to ${shownMegabytes(largestWeights)}. Probe a smaller model of the same kind.`,
      );
    options.say(`reading ${fileName(file)} (${shownMegabytes(bytes)})`);
    const part = await files.readBytes(file);
    if (part === undefined)
      return missing(
        `Needs weights from ${source}: the file ${fileName(file)} could not be read. ` +
          `Check that it can be opened, and probe again.`,
      );
    parts.push(part);
  }
  const expected = expectedBytes(groups);
  if (size < expected)
    return missing(
      `Needs weights from ${source}: its files hold ${size} bytes of weights where ${fileName(path)} lists ` +
        `${expected}. Save or download the model anew.`,
    );
  return { status: 'found', shown, json, weights: joined(parts, size) };
}

/**
 * The groups of weights that a model.json names, none if it was saved without weights; undefined if it is no saved
 * model.
 */
function manifestOf(json: string): readonly WeightsGroup[] | undefined {
  try {
    const { modelTopology, weightsManifest } = JSON.parse(json) as {
      modelTopology?: unknown;
      weightsManifest?: unknown;
    };
    if (typeof modelTopology !== 'object' || modelTopology === null) return undefined;
    return Array.isArray(weightsManifest) ? (weightsManifest as readonly WeightsGroup[]) : [];
  } catch {
    return undefined;
  }
}

/** The bytes of all weights but strings, whose lengths a model.json does not tell. */
function expectedBytes(groups: readonly WeightsGroup[]): number {
  return groups
    .flatMap(({ weights }) => weights ?? [])
    .reduce(
      (sum, { shape = [], dtype = 'float32', quantization }) =>
        sum + shape.reduce((product, length) => product * length, 1) * (bytesOf[quantization?.dtype ?? dtype] ?? 0),
      0,
    );
}

function joined(parts: readonly Uint8Array[], size: number): ArrayBuffer {
  const all = new Uint8Array(size);
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all.buffer;
}

function shownSize(groups: readonly WeightsGroup[], sofar: number): string {
  return shownMegabytes(Math.max(expectedBytes(groups), sofar));
}

function shownMegabytes(bytes: number): string {
  return bytes < 1e5 ? `${Math.ceil(bytes / 1024)} KB` : `${(bytes / (1024 * 1024)).toFixed(1)} MB`;
}

function missing(message: string): ModelAnswer {
  return { status: 'missing', message };
}

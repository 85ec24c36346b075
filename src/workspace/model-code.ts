/** Tells which files of a folder are worth probing: code that somebody wrote, that uses TensorFlow.js and makes a model. */

import { isTooLongToBeHandWritten } from '../source/text/generated-code';
import { mentionsTensorFlow } from '../source/text/mentions-tensorflow';
import { fileName } from '../files/paths';

/** Never entered on the way through a folder: what package managers and version control keep. */
export const skippedFolders: ReadonlySet<string> = new Set([
  'node_modules',
  'bower_components',
  'jspm_packages',
  '.git',
  '.hg',
  '.svn',
  '.jj',
  '.yarn',
]);

/** All endings of code that can be probed, as for a glob. */
export const codeEndings = ['ts', 'tsx', 'mts', 'cts', 'js', 'jsx', 'mjs', 'cjs'] as const;

const code = new RegExp(`(?<!\\.d)\\.(?:${codeEndings.join('|')})$`);
const minified = /[.-]min\.[cm]?js$/;
/** What a compiler or bundler writes under its output. */
const sourceMap = /^\/\/[#@] sourceMappingURL=/m;
const trains =
  /\b(?:fit|fitDataset|trainOnBatch|minimize|computeGradients|applyGradients|variableGrads|valueAndGrads?|grads?)\b/;

/** By its name alone. */
export function mayBeCode(file: string): boolean {
  const name = fileName(file);
  return code.test(name) && !minified.test(name);
}

/** By a quick look at its text: mentions TensorFlow.js, and was not made by a program from other files. */
export function mayMakeModel(text: string): boolean {
  return !isTooLongToBeHandWritten(text) && mentionsTensorFlow(text) && !sourceMap.test(text.slice(-400));
}

/** `models`: makes some. `layers`: makes layers for models that another file makes, such as a subclass does; it may be reached through that one, or by itself. */
export type ModelCode = 'models' | 'layers' | 'neither';

/**
 * By its syntax. A model that is only loaded, and variables, count where the file trains something: without training there are no gradients.
 *
 * @param file absolute path; its extension says which language `text` is
 */
export async function modelCode(file: string, text: string): Promise<ModelCode> {
  if (!mayMakeModel(text)) return 'neither';
  const { parse, readSites } = await import('../source/index');
  const { models, layers, entries } = readSites(parse(file, text));
  const hasVariables = layers.some(({ kind }) => kind === 'variable');
  if (models.some(({ kind }) => kind !== 'load') || ((models.length > 0 || hasVariables) && trains.test(text)))
    return 'models';
  return entries.length > 0 && layers.some(({ kind }) => kind !== 'variable') ? 'layers' : 'neither';
}

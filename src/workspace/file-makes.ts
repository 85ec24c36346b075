/** Tells which files are worth probing: code that a person wrote, that uses TensorFlow.js and makes a model. */

import { isTooLongToBeHandWritten } from '../source/text/generated-code';
import { mentionsTensorFlow } from '../source/text/mentions-tensorflow';
import { fileName } from '../files/paths';

/** Folders of package managers and version control, which a search never enters. */
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

/** The extensions of code that can be probed, without the dot. */
export const codeEndings = ['ts', 'tsx', 'mts', 'cts', 'js', 'jsx', 'mjs', 'cjs'] as const;

const code = new RegExp(`(?<!\\.d)\\.(?:${codeEndings.join('|')})$`);
const minified = /[.-]min\.[cm]?js$/;
/** The last line of a file that a compiler or bundler wrote. */
const sourceMap = /^\/\/[#@] sourceMappingURL=/m;
const trains =
  /\b(?:fit|fitDataset|trainOnBatch|minimize|computeGradients|applyGradients|variableGrads|valueAndGrads?|grads?)\b/;

/** Whether a file may be code to probe, by its name alone. */
export function mayBeCode(file: string): boolean {
  const name = fileName(file);
  return code.test(name) && !minified.test(name);
}

/**
 * Whether a text may make a model, without parsing it: it mentions TensorFlow.js, and no program wrote it from other
 * files.
 */
export function mayMakeModel(text: string): boolean {
  return !isTooLongToBeHandWritten(text) && mentionsTensorFlow(text) && !sourceMap.test(text.slice(-400));
}

/**
 * `layers` stands for a file that makes layers for models of other files, such as a subclass; those files or the probe
 * itself may call it.
 */
export type FileMakes = 'models' | 'layers' | 'neither';

/**
 * What a file makes, by its syntax. Loaded models and variables count only if the file also trains: else there are no
 * gradients.
 *
 * @param file absolute path; its extension says which language `text` is
 */
export async function whatFileMakes(file: string, text: string): Promise<FileMakes> {
  if (!mayMakeModel(text)) return 'neither';
  const { parse, readSites } = await import('../source/index');
  const { models, layers, entries } = readSites(parse(file, text));
  const hasVariables = layers.some(({ kind }) => kind === 'variable');
  if (models.some(({ kind }) => kind !== 'load') || ((models.length > 0 || hasVariables) && trains.test(text)))
    return 'models';
  return entries.length > 0 && layers.some(({ kind }) => kind !== 'variable') ? 'layers' : 'neither';
}

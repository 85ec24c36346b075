/**
 * Probes a file, from its text to its report: reads the sites, searches for their models, collects models and errors.
 */

import type { WorkspaceFiles } from '../files/file-access';
import type { DisableComment, ParsedFile } from '../source/index';
import type { SourceSites } from '../source/sites/sites';
import { scriptsOf } from '../source/text/script-blocks';
import type { AttemptContext } from './attempts/attempt';
import { ModelSearch } from './search/model-search';
import { readOtherFiles } from './search/other-files';
import { placeFindings } from './places/place-findings';
import { type Disabled, suppressFindings } from './assembly/suppress-findings';
import { requestedSites } from './search/requested-sites';
import type { FileProbe, ProbeFile, ProbeListener } from './contract/file-probe';
import { pinnedTfjs } from './data/pinned-tfjs';
import { RealDataFiles } from './data/real-data-files';
import { directiveErrors } from './errors/directive-errors';
import { withMissingAwaits } from './errors/missing-awaits';
import { unreadableFile, nothingToProbe } from './errors/nothing-to-probe';

/**
 * Probes every model that one file makes, in the attempts that {@link ModelSearch} lists.
 *
 * @param file absolute path with forward slashes
 * @returns models and errors; never rejects for anything the user's code does, and always has at least one of either
 */
export const probeFile: ProbeFile = async (file, tools, options, listener, signal) => {
  const source = await import('../source/index');
  const parsedFiles = new source.ParsedFiles();
  const comments = new Map<string, readonly DisableComment[]>();
  const files = scriptFiles(tools.files, (path, text) => {
    if (text.includes('gradline-disable'))
      comments.set(path, source.disableComments(parsedFiles.get(path, text)).comments);
  });
  const disabled: Disabled = { commentsIn: (path) => comments.get(path) ?? [], codes: options.disabled ?? [] };
  const suppress = (result: FileProbe): FileProbe => ({
    ...result,
    models: result.models.map((model) => suppressFindings(model, disabled)),
  });
  const context = { source, parsedFiles, tools: { ...tools, files }, options, signal };
  const suppressing: ProbeListener = {
    ...listener,
    partial: (partial) => {
      listener.partial(suppress(partial));
    },
  };
  const result = await probeScripts(file, context, suppressing, tools.files);
  const errors = await directiveErrors(file, files, source, parsedFiles);
  const models = await Promise.all(result.models.map((model) => placeFindings(file, model, context)));
  return suppress({ ...result, models, errors: [...errors, ...result.errors] });
};

/**
 * Reads only the scripts of a component, such as a `.vue` file, or of a page. They keep their lines and characters.
 * @param onRead receives each text
 */
function scriptFiles(files: WorkspaceFiles, onRead: (path: string, text: string) => void): WorkspaceFiles {
  return {
    ...files,
    async readText(path) {
      const text = await files.readText(path);
      if (text === undefined) return undefined;
      const scripts = scriptsOf(path, text);
      onRead(path, scripts);
      return scripts;
    },
  };
}

/** @param pages the files with all of their text, of which the tags of a page name the version of TensorFlow.js */
async function probeScripts(
  file: string,
  context: AttemptContext,
  listener: ProbeListener,
  pages: WorkspaceFiles,
): Promise<FileProbe> {
  const { tools, options } = context;
  const text = await tools.files.readText(file);
  if (text === undefined) return unreadableFile(file, tools.files);
  const parsed = context.parsedFiles.get(file, text);
  const read = await sitesOf(parsed, context);
  const data = await RealDataFiles.read(file, read.directives.data, tools.files);
  const sites = { ...read, entries: data.ordered(read.entries) };
  const makesNone = sites.models.every((site) => site.package !== undefined) && !mayTrainInLoop(sites, text);
  if (makesNone && sites.entries.length === 0 && !mayTrainImportedModels(text)) {
    const { models, errors } = await nothingToProbe(file, sites);
    return { models, errors: [...data.errors, ...errors] };
  }
  const asked = requestedSites(file, sites, options.only);
  const tfjsVersion = await pinnedTfjs({ file, text, isPageScript: sites.isPageScript }, pages);
  const misspelt = context.source.misspeltNames(parsed);
  const unread = { file, targets: context.source.unreadOfTargets(parsed) };
  const whole = { ...context, tfjsVersion, misspelt, unread };
  const search = new ModelSearch({ file, parsed, sites, asked, makesNone }, data, whole, listener);
  return withMissingAwaits(await search.run(), file, context.source.missingAwaits(parsed));
}

/** Reads other files too where the file itself leaves arguments or base classes open. */
async function sitesOf(
  parsed: ParsedFile,
  { source, parsedFiles, tools, options: { pinned }, signal }: AttemptContext,
): Promise<SourceSites> {
  const alone = source.readSites(parsed, pinned);
  const isOpen = alone.entries.some(({ assumed }) => assumed.length > 0) || extendsAnother.test(parsed.text);
  return isOpen ? source.readSites(parsed, pinned, await readOtherFiles(parsed, tools, signal, parsedFiles)) : alone;
}

/** Matches a class whose base may lie in another file; the base classes of tfjs are known. */
const extendsAnother = /\bclass\b[^{}]*\bextends\s+(?!tf\b)/;

/** Whether a hand-written loop may train variables of the file, or layers that it applies to tensors one by one. */
function mayTrainInLoop({ layers }: SourceSites, text: string): boolean {
  const stepsByHand = /\b(?:minimize|variableGrads|applyGradients)\s*\(/;
  return layers.some(({ kind }) => kind === 'variable') || (layers.length > 0 && stepsByHand.test(text));
}

/**
 * Whether a file that makes no model imports files of the workspace and starts training: they may make what it trains.
 */
function mayTrainImportedModels(text: string): boolean {
  return (
    /\b(?:from|import|require)\b\s*\(?\s*['"]\.{1,2}\//.test(text) &&
    /\b(?:fit|fitDataset|trainOnBatch|minimize|applyGradients|train\w*)\s*\(/.test(text)
  );
}

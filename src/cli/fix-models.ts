/** Searches fixes for the models of a probed file, and writes the best ones to the disk where that is asked for. */

import { readFile, writeFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { applyEdits, editsCollide, mergeEdits } from '../fixes/edits/apply-edits';
import { placeFixes } from '../fixes/place-fixes';
import { proveFixes } from '../fixes/prove-fixes';
import type { FixSearchResult, ProvenFix } from '../fixes/contract/fix-search';
import type { FileProbe, ProbeOptions, ProbeTools } from '../pipeline/contract/file-probe';
import type { TextEdit } from '../report/finding';
import { formatCount } from '../report/format';
import type { ModelReport } from '../report/report';
import { diskFiles, diskPath, shownPath } from './files/disk-files';

export interface FixModelsOptions {
  /** Whether to apply the best fix of each model to the files. */
  readonly write: boolean;
  /** The limit of the search for one model's fixes. */
  readonly timeLimitSeconds: number;
  readonly tools: ProbeTools;
  /** The options of the probe. */
  readonly options: ProbeOptions;
  readonly signal: AbortSignal;
  /** Shows the progress of the search. */
  readonly say: (text: string) => void;
}

export interface FixedProbe {
  /** The result of the probe, with fixes under the findings. */
  readonly result: FileProbe;
  /** Writes the best fixes to the disk where that is asked for; says in whole sentences what it wrote, or why not. */
  readonly write: () => Promise<readonly string[]>;
}

/** The most candidates that are probed side by side: each has a copy of tfjs. */
const mostWorkers = 4;

/** @param result of the probe of `file`, with absolute paths */
export async function fixModels(file: string, result: FileProbe, means: FixModelsOptions): Promise<FixedProbe> {
  const models: ModelReport[] = [];
  const best: ProvenFix[] = [];
  const texts = new Map<string, string>();
  for (const model of result.models) {
    const search = await searchFixes(file, model, result.models.length, means);
    models.push(placeFixes(model, search));
    best.push(...search.proven.slice(0, 1));
    for (const { edits } of search.proven)
      for (const edit of edits)
        if (!texts.has(edit.file)) texts.set(edit.file, (await means.tools.files.readText(edit.file)) ?? '');
  }
  const isWanted = means.write && !means.signal.aborted;
  return { result: { ...result, models }, write: async () => (isWanted ? write(best, texts) : []) };
}

async function searchFixes(
  file: string,
  model: ModelReport,
  models: number,
  { timeLimitSeconds, tools, options, signal, say }: FixModelsOptions,
): Promise<FixSearchResult> {
  return proveFixes({
    file,
    model,
    models,
    tools,
    options,
    signal,
    workers: Math.min(mostWorkers, availableParallelism()),
    timeLimitSeconds,
    onProgress: ({ candidate, text, ended, total, proven }) => {
      say(`fix ${ended + 1} of ${total}, ${proven.length} proven · ${candidate.change}: ${text}`);
    },
  });
}

/** Applies the best fix of each model, unless it collides with that of an earlier model. */
async function write(best: readonly ProvenFix[], probed: ReadonlyMap<string, string>): Promise<string[]> {
  const taken: TextEdit[] = [];
  const sentences: string[] = [];
  for (const { title, edits } of best) {
    if (editsCollide([...taken, ...edits])) {
      sentences.push(`«${title}» changes what the fix of another model changes. Probe again to get it.`);
      continue;
    }
    taken.push(...edits);
  }
  for (const file of new Set(taken.map((edit) => edit.file))) {
    const edits = mergeEdits(taken.filter((edit) => edit.file === file));
    sentences.push(await writeFileEdits(file, edits, probed.get(file) ?? ''));
  }
  return sentences;
}

async function writeFileEdits(file: string, edits: readonly TextEdit[], probed: string): Promise<string> {
  const shown = shownPath(file, false);
  if ((await diskFiles.readText(file)) !== probed)
    return `${shown} has changed since it was probed, so nothing was written. Probe it again.`;
  const mark = (await readFile(diskPath(file), 'utf8')).startsWith('\uFEFF') ? '\uFEFF' : '';
  await writeFile(diskPath(file), mark + applyEdits(probed, edits));
  return `wrote ${formatCount(edits.length, 'change')} to ${shown}`;
}

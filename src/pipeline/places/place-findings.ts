/** Adds to each finding the places of what it blames, as far as the text shows them. */

import type { Finding } from '../../report/finding';
import { notedPlaces, relatedPlaces } from '../../report/places/related-places';
import type { ModelReport } from '../../report/report';
import type { ProbeTools } from '../contract/file-probe';
import type * as sourceModule from '../../source/index';
import { readImportedFiles } from '../search/other-files';
import { textsAround } from './texts-around';

interface Context {
  /** The module of src/source, which is loaded when a file is first probed. */
  readonly source: typeof sourceModule;
  readonly parsedFiles: sourceModule.ParsedFiles;
  readonly tools: Pick<ProbeTools, 'bundler' | 'files'>;
  readonly signal: AbortSignal;
}

/**
 * The model with the places in its findings, and without what these blame. It reads files only where a finding blames
 * something.
 *
 * @param file the probed one
 */
export async function placeFindings(
  file: string,
  model: ModelReport,
  { source, parsedFiles, tools, signal }: Context,
): Promise<ModelReport> {
  if (model.findings.every(({ blames }) => blames === undefined)) return model;
  const texts = await textsAround(file, model, (path) => tools.files.readText(path));
  const own = texts.get(file);
  const imported =
    own === undefined ? undefined : await readImportedFiles(parsedFiles.get(file, own), tools, signal, parsedFiles);
  const places = new source.BlamedPlaces(
    model,
    (path) => {
      const text = texts.get(path);
      return text === undefined ? undefined : parsedFiles.get(path, text);
    },
    imported,
  );
  return { ...model, findings: model.findings.map((finding) => placed(finding, places)) };
}

function placed({ blames, ...finding }: Finding, places: sourceModule.BlamedPlaces): Finding {
  if (blames === undefined) return finding;
  const found = blames.flatMap((blamed) => places.of(finding, blamed));
  const others = finding.related.filter(({ note }) => note === undefined);
  return { ...finding, related: relatedPlaces(finding, [...notedPlaces(finding.related), ...found], others) };
}

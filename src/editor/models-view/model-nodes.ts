/** What the tree of models says: each probed file with its models, their findings and the layers of note; and why others were not reached. Free of VS Code. */

import { badgeForLine, decidingFinding, verdictWord } from '../../report/badge';
import { fileName } from '../../files/paths';
import { type Finding, type Severity, faults, listedFindings } from '../../report/finding';
import { formatCount } from '../../report/format';
import type { Location } from '../../report/position';
import { type ModelReport, type ProbeError, isCommentError } from '../../report/report';
import type { FileResult } from '../results/file-result';

/** What the icon tells, worst first. */
export type Mark = Severity | 'not-reached' | 'healthy' | 'running';

export interface ModelNode {
  /** The same from one result to the next, so that the tree keeps what is expanded; another where there is something wrong, so that it unfolds by itself. */
  readonly id: string;
  readonly kind: 'file' | 'model' | 'finding' | 'layer' | 'error';
  readonly label: string;
  readonly description: string;
  readonly tooltip: string;
  readonly mark: Mark;
  /** The file that was probed. */
  readonly probed: FileResult['uri'];
  /** Where a click leads, now; undefined where that place is gone. */
  place(): Location | undefined;
  /** What a probe of it is about: places that models are made at; undefined for the whole file. */
  modelsToProbe(): readonly Location[] | undefined;
  readonly children: readonly ModelNode[];
  /** Something below is wrong. */
  readonly unfolds: boolean;
}

const marks: readonly Mark[] = ['error', 'warning', 'not-reached', 'information', 'healthy'];
const fromBeforeEdit = 'before edit';
/** What the person did themselves is no reason that has to be told. */
const untold: ReadonlySet<ProbeError['code']> = new Set(['cancelled']);

/**
 * @param results of one file, newest first
 * @param folder where the file lies, as it is shown; empty at the top
 * @param isRunning whether the file is being probed
 * @returns undefined where there is nothing to tell
 */
export function fileNode(
  uri: FileResult['uri'],
  results: readonly FileResult[],
  folder: string,
  isRunning: boolean,
): ModelNode | undefined {
  const inOrder = inOrderOfText(results);
  const models = inOrder.map(({ result, model }, index) =>
    modelNode(result, model, `${uri.toString()}#${index}`, inOrder.length === 1),
  );
  const errors = results.flatMap((result) =>
    result.errors
      .filter(({ code }) => !untold.has(code))
      .map((error, index) => errorNode(result, error, `${uri.toString()}!${index}`)),
  );
  const missed = errors.filter(({ mark }) => mark === 'not-reached');
  const children = [...models, ...errors];
  if (children.length === 0 && !isRunning) return undefined;
  const found = results.flatMap((result) => result.models.flatMap((model) => faults(model.findings)));
  const verdict = [
    ...(found.length > 0 ? [wordsOf(found)] : models.length > 0 ? ['healthy'] : []),
    ...(missed.length > 0 ? [models.length > 0 ? `${missed.length} not reached` : 'not reached'] : []),
    ...(missed.length < errors.length ? [`${errors.length - missed.length} passed over`] : []),
    ...(isRunning ? ['probing'] : []),
  ].join(' · ');
  const name = fileName(uri.path);
  const mark = worst(children.map((child) => child.mark));
  return {
    // A row without children that gets some would stay folded.
    id: `${uri.toString()}${children.length > 0 ? `#${mark}` : ''}`,
    kind: 'file',
    label: name,
    description: [verdict, folder].filter((part) => part !== '').join(' · '),
    tooltip: [folder === '' ? name : `${folder}/${name}`, `${formatCount(models.length, 'model')}: ${verdict}`].join(
      '\n',
    ),
    mark: isRunning ? 'running' : mark,
    probed: uri,
    place: () => children.at(0)?.place() ?? { file: uri.path, range: startOfFile },
    modelsToProbe: wholeFile,
    children,
    unfolds: mark !== 'healthy',
  };
}

function modelNode(result: FileResult, model: ModelReport, id: string, isAlone: boolean): ModelNode {
  const found = faults(model.findings);
  const seen = `healthy in ${formatCount(model.steps, 'step')} × ${formatCount(model.seeds.length, 'seed')}`;
  const isStale = result.modelAnchors.isStale;
  const line = lineOf(result, model);
  const mark = worst(found.map(({ severity }) => severity));
  return {
    id: `${id}#${mark}`,
    kind: 'model',
    label: model.name,
    description: [
      found.length > 0 ? wordsOf(found) : seen,
      ...(line === undefined ? [] : [placeText(line, model.file, result.uri.path)]),
      ...(isStale ? [fromBeforeEdit] : []),
    ].join(' · '),
    tooltip: [
      `${model.name}: ${formatCount(model.layers.length, 'layer')}, ${model.loss}, ${model.optimizer}`,
      ...(found.length > 0 ? found.map(({ message }) => message) : [`No gradient trouble was seen: ${seen}.`]),
      ...(model.assumed.length > 0 ? [`Assumed: ${model.assumed.join(', ')}.`] : []),
      ...(isStale ? ['Measured before the last edit.'] : []),
    ].join('\n'),
    mark,
    probed: result.uri,
    place: () => placeNow(result, model),
    modelsToProbe: () => {
      const place = placeNow(result, model);
      return isAlone || !place ? undefined : [place];
    },
    children: listedFindings(model.findings).map((finding, index) =>
      findingNode(result, model, finding, `${id}/${finding.code}/${index}`),
    ),
    unfolds: mark !== 'healthy',
  };
}

function findingNode(result: FileResult, model: ModelReport, finding: Finding, id: string): ModelNode {
  const line = lineOf(result, finding);
  return {
    id,
    kind: 'finding',
    label: verdictWord(finding),
    description: [
      ...(line === undefined ? [] : [placeText(line, finding.file, result.uri.path)]),
      formatCount(finding.layers.length, 'layer'),
    ].join(' · '),
    tooltip: finding.message,
    mark: finding.severity,
    probed: result.uri,
    place: () => placeNow(result, finding),
    modelsToProbe: wholeFile,
    children: finding.layers.map((index) => layerNode(result, model, index, `${id}/${index}`)),
    unfolds: false,
  };
}

function layerNode(result: FileResult, model: ModelReport, index: number, id: string): ModelNode {
  const layer = model.layers[index];
  const findings = model.findings.filter((finding) => finding.layers.includes(index));
  const badge = badgeForLine([layer], findings);
  const line = lineOf(result, layer);
  return {
    id,
    kind: 'layer',
    label: layer.name,
    description: [badge.text, ...(line === undefined ? [] : [placeText(line, layer.file, result.uri.path)])].join(
      ' · ',
    ),
    tooltip: badge.tooltip,
    mark: decidingFinding(findings)?.severity ?? 'healthy',
    probed: result.uri,
    place: () => placeNow(result, layer),
    modelsToProbe: wholeFile,
    children: [],
    unfolds: false,
  };
}

function errorNode(result: FileResult, error: ProbeError, id: string): ModelNode {
  const place = { file: error.file, range: error.range ?? startOfFile };
  return {
    id,
    kind: 'error',
    label: isCommentError(error) ? 'passed over' : 'not reached',
    description: error.message,
    tooltip: error.message,
    mark: isCommentError(error) ? 'warning' : 'not-reached',
    probed: result.uri,
    place: () => ({ file: place.file, range: result.errorAnchors.locate(place) ?? startOfFile }),
    modelsToProbe: wholeFile,
    children: [],
    unfolds: false,
  };
}

const wholeFile = (): undefined => undefined;

/** Models of several probes in the order in which the text makes them. */
function inOrderOfText(results: readonly FileResult[]): { result: FileResult; model: ModelReport }[] {
  const start = ({ result, model }: { result: FileResult; model: ModelReport }): number =>
    lineOf(result, model) ?? Infinity;
  return results
    .flatMap((result) => result.models.map((model) => ({ result, model })))
    .sort((a, b) => start(a) - start(b));
}

/** Each verdict once, in the order of the findings: `↓ vanishing, ✕ dead`. */
function wordsOf(findings: readonly Finding[]): string {
  return [...new Set(findings.map(verdictWord))].join(', ');
}

function worst(found: readonly Mark[]): Mark {
  return marks.find((mark) => found.includes(mark)) ?? 'healthy';
}

function placeNow(result: FileResult, place: Location): Location | undefined {
  const range = result.modelAnchors.locate(place);
  return range && { file: place.file, range };
}

function lineOf(result: FileResult, place: Location): number | undefined {
  return result.modelAnchors.locate(place)?.start.line;
}

/** As editors count lines; with the file where it is another than the probed one. */
function placeText(line: number, file: string, probed: string): string {
  return file === probed ? `line ${line + 1}` : `${fileName(file)}:${line + 1}`;
}

const startOfFile = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };

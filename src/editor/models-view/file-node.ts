/** The row of a probed file in the tree, with its models and errors below it. */

import { ownErrorText } from '../../report/badge';
import { fileName } from '../../files/paths';
import { listedFaults, headlineOf } from '../../report/finding';
import { formatCount } from '../../report/format';
import { type ProbeError, isCommentError } from '../../report/report';
import type { FileResult, ProbedModel } from '../results/file-result';
import { modelNode, verdictWords } from './model-node';
import { joinParts, placeNow, startOfFile, type TreeNode, wholeFile, worstStatus } from './tree-node';

/**
 * @param results of one file, newest first
 * @param folder the path of its folder to show; empty at the top of the workspace
 * @param isRunning whether the file is being probed
 * @returns undefined if there is nothing to show
 */
export function fileNode(
  uri: FileResult['uri'],
  results: readonly FileResult[],
  folder: string,
  isRunning: boolean,
): TreeNode | undefined {
  const inOrder = modelsByLine(results);
  const models = inOrder.map(({ result, model }, index) =>
    modelNode(result, model, `${uri.toString()}#${index}`, inOrder.length === 1),
  );
  const errors = results.flatMap((result) =>
    result.errors
      .filter(({ code }) => code !== 'cancelled')
      .map((error, index) => errorNode(result, error, `${uri.toString()}!${index}`)),
  );
  const notReached = errors.filter(({ status }) => status === 'not-reached');
  const own = results.flatMap((result) => result.errors.filter((error) => error.own));
  const passedOver = errors.length - notReached.length - own.length;
  const children = [...models, ...errors];
  if (children.length === 0 && !isRunning) return undefined;
  const found = results.flatMap((result) => result.models.flatMap((model) => listedFaults(model.findings)));
  const quiet = headlineOf(...results.flatMap((result) => result.models)) ?? 'healthy';
  const verdict = [
    ...own.map(ownErrorText).slice(0, 1),
    ...(found.length > 0 ? [verdictWords(found)] : models.length > 0 && own.length === 0 ? [quiet] : []),
    ...(notReached.length > 0 ? [models.length > 0 ? `${notReached.length} not reached` : 'not reached'] : []),
    ...(passedOver > 0 ? [`${passedOver} passed over`] : []),
    ...(isRunning ? ['probing'] : []),
  ].join(' · ');
  const name = fileName(uri.path);
  const status = worstStatus(children.map((child) => child.status));
  return {
    // With another id, a row that gets its first children unfolds.
    id: `${uri.toString()}${children.length > 0 ? `#${status}` : ''}`,
    kind: 'file',
    label: name,
    description: joinParts(verdict, folder),
    tooltip: [folder === '' ? name : `${folder}/${name}`, `${formatCount(models.length, 'model')}: ${verdict}`].join(
      '\n',
    ),
    status: isRunning ? 'running' : status,
    probed: uri,
    place: () => children.at(0)?.place() ?? { file: uri.path, range: startOfFile },
    modelsToProbe: wholeFile,
    children,
    unfolds: status !== 'healthy',
  };
}

function errorNode(result: FileResult, error: ProbeError, id: string): TreeNode {
  const place = { file: error.file, range: error.range ?? startOfFile };
  return {
    id,
    kind: 'error',
    label: error.own ? ownErrorText(error) : isCommentError(error) ? 'passed over' : 'not reached',
    description: error.message,
    tooltip: error.message,
    status: error.own ? 'error' : isCommentError(error) ? 'warning' : 'not-reached',
    probed: result.uri,
    place: () => ({ file: place.file, range: result.errorAnchors.locate(place) ?? startOfFile }),
    modelsToProbe: wholeFile,
    children: [],
    unfolds: false,
  };
}

/** The models of all results in the order of their lines; those whose code is gone come last. */
function modelsByLine(results: readonly FileResult[]): ProbedModel[] {
  const line = ({ result, model }: ProbedModel): number => placeNow(result, model)?.range.start.line ?? Infinity;
  return results
    .flatMap((result) => result.models.map((model) => ({ result, model })))
    .sort((a, b) => line(a) - line(b));
}

/** Finds the functions of a file that are worth calling for models that other files make. */

import { type GivenValuesFor, givenValues, type PinnedValues } from '../arguments/given-values';
import { Directives } from '../directives/directives';
import type { Meanings } from '../meaning/meanings';
import { fileCalls, type FileCalls } from '../sites/file-calls';
import type { ModelCall } from '../sites/membership';
import type { EntryPoint } from '../sites/sites';
import type { CallNode } from '../syntax/nodes';
import type { ParsedFile } from '../syntax/parsed-file';
import { entryPoints, type TargetFile } from './entry-points';

/**
 * The entries of a file without a model of its own: functions that make layers, or that call functions of other files
 * which seem to make models.
 */
export function entriesUsingOtherFiles({ meanings, layerCalls }: FileCalls, given: GivenValuesFor): EntryPoint[] {
  const modelCalls = meanings.tree.calls
    .filter((call) => layerCalls.has(call) || seemsToBuild(call, meanings))
    .map((call): ModelCall => ({ call, kind: 'model' }));
  const entries = entryPoints({ calls: { meanings, layerCalls, modelCalls }, given });
  const classes = new Set(entries.flatMap(({ call }) => (call.kind === 'class' ? call.label : [])));
  // A constructor already calls the methods that count; calling them again would add their layers twice.
  const isCalled = ({ call }: EntryPoint): boolean =>
    call.kind === 'method' && classes.has(call.label.slice(0, call.label.lastIndexOf('.')));
  return entries.filter((entry) => !isCalled(entry)).map((entry) => ({ ...entry, models: [] }));
}

/**
 * The functions of a file that call exports of another file, for models which that file makes only when called.
 * @param target that other file
 * @param models their indices among its sites
 * @param pinned values for arguments, as `readSites` takes them
 */
export function entriesLeadingTo(
  parsed: ParsedFile,
  target: TargetFile,
  models: readonly number[],
  pinned: PinnedValues = {},
): EntryPoint[] {
  const { meanings, layerCalls } = fileCalls(parsed);
  const given = givenValues(new Directives(parsed.source, []), pinned);
  const modelCalls = meanings.tree.calls.flatMap((call): ModelCall[] => {
    const meaning = meanings.of(call.expression);
    return meaning?.kind === 'imported' && target.leads(meaning.from) ? [{ call, kind: 'model' }] : [];
  });
  const entries = entryPoints({ calls: { meanings, layerCalls, modelCalls }, given, target });
  return entries.map((entry) => ({ ...entry, models }));
}

/** Whether a call is of another file of the project and, by its name, makes or trains a model. */
export function seemsToBuild(call: CallNode, meanings: Meanings): boolean {
  const meaning = meanings.of(call.expression);
  if (meaning?.kind !== 'imported' || !meaning.from.startsWith('.')) return false;
  return /model|train|network|classif|predictor|\bfit|build/i.test(call.expression.getText());
}

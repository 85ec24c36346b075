/** The way into this room: from the text of a file to its layers, models and entry points. Loads TypeScript; import lazily. */

import type ts from 'typescript';
import type { TextInsertion } from '../report/position';
import { entryPoints } from './entry-points';
import { guardInsertions } from './guards';
import { layerKind, calleeName } from './layer-sites';
import { Meanings } from './meaning';
import type { ModelCall } from './membership';
import { Membership } from './membership';
import { landingName, loadsLayers, modelKind, packageOf } from './model-sites';
import { parse, rangeOf } from './parse';
import type { CallNode } from './scope';
import { ScopeTree } from './scope';
import type { EntryPoint, LayerSite, ModelSite, SourceSites } from './sites';

export { findLayerAt, findModelAt } from './find-site';
export { mergeInsertions } from './insertions';
export { layerConfig, layerProperty, setLayerProperty } from './layer-edit';
export { mentionsTensorFlow } from './mentions';

/**
 * Reads a file.
 * @param file absolute path; its extension says which language `text` is
 * @param text the whole text, which may be half typed: what can be read is read, and `broken` says that something could not
 */
export function readSites(file: string, text: string): SourceSites {
  const { source, broken, meanings, layerCalls, modelCalls } = readCalls(file, text);
  if (layerCalls.size === 0 && modelCalls.length === 0) return { layers: [], models: [], entries: elsewhere(file, meanings, layerCalls), broken };

  const membership = new Membership(meanings, modelCalls, new Set(layerCalls.keys()));
  const layers = [...layerCalls].map(([call, kind]): LayerSite => {
    const model = kind === 'variable' ? undefined : membership.of(call);
    return { range: rangeOf(source, call), calleeRange: rangeOf(source, calleeName(call)), kind, ...(model === undefined ? {} : { model }) };
  });
  const models = modelCalls.map(({ call, kind }): ModelSite => {
    const from = packageOf(call, meanings);
    return { range: rangeOf(source, call), calleeRange: rangeOf(source, calleeName(call)), kind, name: landingName(call), ...(from !== undefined && { package: from }) };
  });
  modelCalls.forEach(({ call, kind }, model) => {
    if (kind === 'load' && loadsLayers(call, meanings)) layers.push({ range: models[model].range, calleeRange: models[model].calleeRange, kind: 'loaded', model });
  });
  const entries = models.every((site) => site.package !== undefined) && layers.every(({ kind }) => kind !== 'variable') ? elsewhere(file, meanings, layerCalls) : entryPoints(file, meanings, modelCalls, layerCalls);
  return { layers, models, entries, broken };
}

/** For a file that makes no model itself: the functions that make layers for one, or call what other files of the workspace seem to make models with. */
function elsewhere(file: string, meanings: Meanings, layerCalls: ReadonlyMap<CallNode, string>): EntryPoint[] {
  const calls = meanings.tree.calls.filter((call) => layerCalls.has(call) || leadsElsewhere(call, meanings));
  const entries = entryPoints(file, meanings, calls.map((call) => ({ call, kind: 'model' })), layerCalls);
  const classes = new Set(entries.flatMap(({ call }) => (call.kind === 'class' ? call.label : [])));
  // Its constructor calls the methods that count; calling them again would add their layers twice.
  const isCalled = ({ call }: EntryPoint): boolean => call.kind === 'method' && classes.has(call.label.slice(0, call.label.lastIndexOf('.')));
  return entries.filter((entry) => !isCalled(entry)).map((entry) => ({ ...entry, models: [] }));
}

function leadsElsewhere(call: CallNode, meanings: Meanings): boolean {
  const meaning = meanings.of(call.expression);
  if (meaning?.kind !== 'imported' || !meaning.from.startsWith('.')) return false;
  return /model|train|network|classif|predictor|\bfit|build/i.test(call.expression.getText());
}

/**
 * What to put into a file's text so that parts of it that cannot run in the probe are passed over with a stand-in: the probe's second
 * attempt at a module that stopped before its models were made.
 */
export function guardsFor(file: string, text: string): TextInsertion[] {
  const { broken, meanings, layerCalls, modelCalls } = readCalls(file, text);
  const makers = modelCalls.length + layerCalls.size > 0 ? modelCalls : meanings.tree.calls.filter((call) => leadsElsewhere(call, meanings)).map((call): ModelCall => ({ call, kind: 'model' }));
  return broken ? [] : guardInsertions(meanings, makers, new Set(layerCalls.keys()));
}

interface Calls {
  readonly source: ts.SourceFile;
  readonly broken: boolean;
  readonly meanings: Meanings;
  readonly layerCalls: ReadonlyMap<CallNode, string>;
  readonly modelCalls: readonly ModelCall[];
}

function readCalls(file: string, text: string): Calls {
  const { source, broken } = parse(file, text);
  const tree = new ScopeTree(source);
  const meanings = new Meanings(tree);

  const layerCalls = new Map<CallNode, string>();
  const modelCalls: ModelCall[] = [];
  for (const call of tree.calls) {
    const layer = layerKind(call, meanings);
    if (layer !== undefined) layerCalls.set(call, layer);
    const model = layer === undefined ? modelKind(call, meanings) : undefined;
    if (model !== undefined) modelCalls.push({ call, kind: model });
  }
  return { source, broken, meanings, layerCalls, modelCalls };
}

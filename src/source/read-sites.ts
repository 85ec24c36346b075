/** Reads a file's layers, models, directives and entry points from its syntax. */

import { modelOwner } from '../report/argument';
import { inputShapeName, lossSetting, type ModelShape, optimizerSetting, settingFault } from '../report/model-settings';
import { type GivenValuesFor, givenValues, type PinnedValues } from './arguments/given-values';
import { Directives } from './directives/directives';
import { disableComments } from './directives/disable-comments';
import { entriesUsingOtherFiles } from './entries/entries-across-files';
import { entryPoints } from './entries/entry-points';
import { fileCalls, type FileCalls } from './sites/file-calls';
import { Membership, type ModelCall } from './sites/membership';
import { assignedName, loadsLayers, packageOf } from './sites/model-sites';
import type { EntryPoint, FileDirectives, GivenSetting, LayerSite, ModelSite, SourceSites } from './sites/sites';
import type { OtherFiles } from './syntax/linked-file';
import { type CallNode, calleeName } from './syntax/nodes';
import { loopAround } from './sites/layer-loops';
import { isPageScript, type ParsedFile } from './syntax/parsed-file';
import { rangeOf } from './syntax/positions';

/**
 * Reads a file.
 * @param parsed may be half typed: what can be read is read, and `broken` says that something could not
 * @param pinned values for the arguments of its functions; directives override them
 * @param others what it imports and who imports it, for arguments that the file alone does not tell
 */
export function readSites(parsed: ParsedFile, pinned: PinnedValues = {}, others?: OtherFiles): SourceSites {
  const calls = fileCalls(parsed, others);
  const { layerCalls, modelCalls } = calls;
  const directives = new Directives(
    parsed.source,
    modelCalls.map(({ call }) => call),
  );
  const given = givenValues(directives, pinned);
  const read = { directives: summaryOf(directives, parsed), broken: parsed.broken, isPageScript: isPageScript(parsed) };
  if (layerCalls.size === 0 && modelCalls.length === 0)
    return withEntries({ layers: [], models: [], ...read }, () => entriesUsingOtherFiles(calls, given));

  const membership = new Membership(calls.meanings, modelCalls, new Set(layerCalls.keys()));
  const models = modelSites(calls, membership, directives, pinned);
  const joined = joinedModels(layerCalls, membership);
  const layers = [...layerSites(calls, joined), ...loadedLayers(calls, models)];
  return withEntries({ layers, models, ...read }, () => fileEntries(calls, layers, models, given, joined));
}

/** The index of the model that each layer call joins, where the text tells. */
function joinedModels(layerCalls: FileCalls['layerCalls'], membership: Membership): Map<CallNode, number> {
  const joined = new Map<CallNode, number>();
  for (const [call, kind] of layerCalls) {
    const model = kind === 'variable' ? undefined : membership.modelOf(call);
    if (model !== undefined) joined.set(call, model);
  }
  return joined;
}

function layerSites(
  { meanings, layerCalls, modelCalls }: FileCalls,
  joined: ReadonlyMap<CallNode, number>,
): LayerSite[] {
  const { source } = meanings.file;
  return [...layerCalls].map(([call, kind]) => {
    const model = joined.get(call);
    const loop = model === undefined ? undefined : loopAround(call, modelCalls[model].call);
    return {
      range: rangeOf(source, call),
      calleeRange: rangeOf(source, calleeName(call)),
      kind,
      ...(model === undefined ? {} : { model }),
      ...(loop && { loop: rangeOf(source, loop) }),
    };
  });
}

/** The site for all layers of a model that comes out of a file: the call that loads it. */
function loadedLayers({ meanings, modelCalls }: FileCalls, models: readonly ModelSite[]): LayerSite[] {
  return modelCalls.flatMap(({ call, kind }, model): LayerSite[] => {
    if (kind !== 'load' || !loadsLayers(call, meanings)) return [];
    const { range, calleeRange } = models[model];
    return [{ range, calleeRange, kind: 'loaded', model }];
  });
}

function modelSites(
  { meanings, modelCalls }: FileCalls,
  membership: Membership,
  directives: Directives,
  pinned: PinnedValues,
): ModelSite[] {
  const { source } = meanings.file;
  return modelCalls.map(({ call, kind }, index) => {
    const from = packageOf(call, meanings);
    const name = assignedName(call);
    return {
      range: rangeOf(source, call),
      calleeRange: rangeOf(source, calleeName(call)),
      kind,
      name,
      ...givenSettings(call, name, directives, pinned),
      ...(membership.staysEmpty(index) && { staysEmpty: true }),
      ...(from !== undefined && { package: from }),
    };
  });
}

/** The input shape, loss and optimizer that directives or pinned values give a model. */
function givenSettings(
  call: ModelCall['call'],
  name: string,
  directives: Directives,
  pinned: PinnedValues,
): Pick<ModelSite, 'inputShape' | 'loss' | 'optimizer'> {
  const { [modelOwner + name]: values = {} } = pinned;
  const setting = <Value extends ModelShape | string>(which: string): GivenSetting<Value> | undefined => {
    const written = directives.settingOf(call, which);
    if (written) return { value: written.value as Value, origin: 'directive', range: written.range };
    return which in values && settingFault(which, values[which]) === undefined
      ? { value: values[which] as Value, origin: 'pinned' }
      : undefined;
  };
  const inputShape = setting<ModelShape>(inputShapeName);
  const loss = setting<string>(lossSetting);
  const optimizer = setting<string>(optimizerSetting);
  return { ...(inputShape && { inputShape }), ...(loss && { loss }), ...(optimizer && { optimizer }) };
}

function fileEntries(
  calls: FileCalls,
  layers: readonly LayerSite[],
  models: readonly ModelSite[],
  given: GivenValuesFor,
  joined: ReadonlyMap<CallNode, number>,
): EntryPoint[] {
  const builds = models.some(({ kind }) => kind !== 'load') || layers.some(({ kind }) => kind === 'variable');
  const hasOwnModel = builds || models.some((site) => site.package === undefined);
  const own = hasOwnModel ? entryPoints({ calls, given, joined }) : [];
  if (builds) return own;
  const known = new Set(own.map(({ call }) => call.key));
  return [...own, ...entriesUsingOtherFiles(calls, given).filter(({ call }) => !known.has(call.key))];
}

function summaryOf({ data, errors, written }: Directives, parsed: ParsedFile): FileDirectives {
  return { data, errors: [...errors, ...disableComments(parsed).errors], written };
}

/**
 * The sites with entries that are found when first read: lenses read a file at each pause in typing, and mostly need no
 * entries.
 */
function withEntries(sites: Omit<SourceSites, 'entries'>, make: () => EntryPoint[]): SourceSites {
  let entries: EntryPoint[] | undefined;
  return {
    ...sites,
    get entries() {
      return (entries ??= make());
    },
  };
}

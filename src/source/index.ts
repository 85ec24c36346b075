/** The way into this room: from the text of a file to its layers, models and entry points. Loads TypeScript; import lazily. */

import type ts from 'typescript';
import { modelOwner } from '../report/argument';
import { inputShapeName, lossSetting, type ModelShape, optimizerSetting, settingFault } from '../report/model-settings';
import type { TextInsertion } from '../report/position';
import { type DirectiveEdit, directiveEdit } from './directives/directive-edit';
import { Directives } from './directives/directives';
import { entryPoints, type GivenFor, type Target } from './entries/entry-points';
import { guardInsertions } from './rewrites/guards';
import type { Given } from './arguments/guess';
import { layerKind, calleeName } from './sites/layer-sites';
import { loopInsertions } from './rewrites/loop-limits';
import { Meanings } from './meaning/meaning';
import type { LiteralValue } from './syntax/literal';
import type { ModelCall } from './sites/membership';
import { Membership } from './sites/membership';
import { landingName, loadsLayers, modelKind, packageOf } from './sites/model-sites';
import { type OtherFiles, Outside } from './syntax/other-files';
import { parse, rangeOf } from './syntax/parse';
import { CallGraph } from './entries/call-graph';
import type { CallNode } from './syntax/scope';
import { ScopeTree } from './syntax/scope';
import type { EntryPoint, FileDirectives, GivenSetting, LayerSite, ModelSite, SourceSites } from './sites/sites';
import { namespaceWrites } from './rewrites/namespace-writes';
import { repeatedInsertions } from './rewrites/repeated-functions';
import { undeclaredInsertions } from './rewrites/undeclared-names';
import { unsetTfjs } from './rewrites/unset-tfjs';
import { WayFinder } from './entries/branch-ways';

export { findLayerAt, findModelAt } from './sites/find-site';
export { mergeInsertions } from './rewrites/merge-insertions';
export { LiteralFault, literalText, readLiteral } from './syntax/literal';
export { layerConfig, layerProperty, setLayerProperty } from './edits/layer-edit';
export { mentionsTensorFlow } from './text/mentions-tensorflow';
export type { OtherFiles } from './syntax/other-files';

/**
 * Values that a person keeps for parameters: by function (`createModel`, `Net` for a constructor), then by name (`numClasses`, `config.units`).
 * The `inputShape`, `loss` and `optimizer` of a model that has none are kept under `model:` and its name.
 */
export type PinnedValues = Readonly<Record<string, Readonly<Record<string, LiteralValue>>>>;

/**
 * Reads a file.
 * @param file absolute path; its extension says which language `text` is
 * @param text the whole text, which may be half typed: what can be read is read, and `broken` says that something could not
 * @param pinned values for the arguments of its functions, which only directives outdo
 * @param others what it imports and who imports it, for arguments that the file alone does not tell
 */
export function readSites(file: string, text: string, pinned: PinnedValues = {}, others?: OtherFiles): SourceSites {
  const { source, broken, meanings, layerCalls, modelCalls } = readCalls(file, text, others);
  const directives = new Directives(
    source,
    modelCalls.map(({ call }) => call),
  );
  const given = givenBy(directives, pinned);
  if (layerCalls.size === 0 && modelCalls.length === 0)
    return withEntries({ layers: [], models: [], directives: found(directives), broken }, () =>
      elsewhere(file, meanings, layerCalls, given),
    );

  const membership = new Membership(meanings, modelCalls, new Set(layerCalls.keys()));
  const joined = new Map<CallNode, number>();
  const layers = [...layerCalls].map(([call, kind]): LayerSite => {
    const model = kind === 'variable' ? undefined : membership.of(call);
    if (model !== undefined) joined.set(call, model);
    return {
      range: rangeOf(source, call),
      calleeRange: rangeOf(source, calleeName(call)),
      kind,
      ...(model === undefined ? {} : { model }),
    };
  });
  const models = modelCalls.map(({ call, kind }, index): ModelSite => {
    const from = packageOf(call, meanings);
    const name = landingName(call);
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
    return {
      range: rangeOf(source, call),
      calleeRange: rangeOf(source, calleeName(call)),
      kind,
      name,
      ...(inputShape && { inputShape }),
      ...(loss && { loss }),
      ...(optimizer && { optimizer }),
      ...(membership.staysEmpty(index) && { staysEmpty: true }),
      ...(from !== undefined && { package: from }),
    };
  });
  modelCalls.forEach(({ call, kind }, model) => {
    if (kind === 'load' && loadsLayers(call, meanings))
      layers.push({ range: models[model].range, calleeRange: models[model].calleeRange, kind: 'loaded', model });
  });
  const builds = models.some(({ kind }) => kind !== 'load') || layers.some(({ kind }) => kind === 'variable');
  const makeEntries = (): EntryPoint[] => {
    const own =
      builds || models.some((site) => site.package === undefined)
        ? entryPoints(file, meanings, modelCalls, layerCalls, given, joined)
        : [];
    if (builds) return own;
    const known = new Set(own.map(({ call }) => call.key));
    return [...own, ...elsewhere(file, meanings, layerCalls, given).filter(({ call }) => !known.has(call.key))];
  };
  return withEntries({ layers, models, directives: found(directives), broken }, makeEntries);
}

/** What is kept for parameters, and what comments say, which outdoes it. */
function givenBy(directives: Directives, pinned: PinnedValues): GivenFor {
  return (node, owner) => [
    ...Object.entries(pinned[owner] ?? {})
      .map(([name, value]): Given => ({ path: name.split('.'), value, origin: 'pinned' }))
      .sort((a, b) => a.path.length - b.path.length),
    ...directives.forFunction(node).map(({ path, value }): Given => ({ path, value, origin: 'directive' })),
  ];
}

function found({ data, errors, written }: Directives): FileDirectives {
  return { data, errors, written };
}

/** Entries are for probing; lenses, which are read with each pause in typing, do without, so they are found when they are first asked for. */
function withEntries(sites: Omit<SourceSites, 'entries'>, make: () => EntryPoint[]): SourceSites {
  let entries: EntryPoint[] | undefined;
  return {
    ...sites,
    get entries() {
      return (entries ??= make());
    },
  };
}

/** For a file that makes no model itself: the functions that make layers for one, or call what other files of the workspace seem to make models with. */
function elsewhere(
  file: string,
  meanings: Meanings,
  layerCalls: ReadonlyMap<CallNode, string>,
  given: GivenFor,
): EntryPoint[] {
  const calls = meanings.tree.calls.filter((call) => layerCalls.has(call) || leadsElsewhere(call, meanings));
  const entries = entryPoints(
    file,
    meanings,
    calls.map((call) => ({ call, kind: 'model' })),
    layerCalls,
    given,
  );
  const classes = new Set(entries.flatMap(({ call }) => (call.kind === 'class' ? call.label : [])));
  // Its constructor calls the methods that count; calling them again would add their layers twice.
  const isCalled = ({ call }: EntryPoint): boolean =>
    call.kind === 'method' && classes.has(call.label.slice(0, call.label.lastIndexOf('.')));
  return entries.filter((entry) => !isCalled(entry)).map((entry) => ({ ...entry, models: [] }));
}

/**
 * The functions of a file that call what another file exports, for the models that only callers can make of it.
 *
 * @param target that other file
 * @param models their indices among its sites
 * @param pinned values for arguments, as `readSites` takes them
 */
export function entriesLeadingTo(
  file: string,
  text: string,
  target: Target,
  models: readonly number[],
  pinned: PinnedValues = {},
): EntryPoint[] {
  const { source, meanings, layerCalls } = readCalls(file, text);
  const given = givenBy(new Directives(source, []), pinned);
  const calls = meanings.tree.calls.flatMap((call): ModelCall[] => {
    const meaning = meanings.of(call.expression);
    return meaning?.kind === 'imported' && target.leads(meaning.from) ? [{ call, kind: 'model' }] : [];
  });
  return entryPoints(file, meanings, calls, layerCalls, given, undefined, target).map((entry) => ({
    ...entry,
    models,
  }));
}

function leadsElsewhere(call: CallNode, meanings: Meanings): boolean {
  const meaning = meanings.of(call.expression);
  if (meaning?.kind !== 'imported' || !meaning.from.startsWith('.')) return false;
  return /model|train|network|classif|predictor|\bfit|build/i.test(call.expression.getText());
}

/**
 * What to put into a file's text so that parts of it that cannot run in the probe are passed over with a stand-in: the probe's second
 * attempt at a module that stopped before its models were made.
 *
 * @param sliced the third attempt: what is waited for is left out, unless it makes models
 * @param wanted indices of the file's models towards which branches are taken
 */
export function guardsFor(file: string, text: string, sliced = false, wanted: readonly number[] = []): TextInsertion[] {
  const { broken, meanings, layerCalls, modelCalls } = readCalls(file, text);
  const makers =
    layerCalls.size > 0 || modelCalls.some(({ kind }) => kind !== 'load')
      ? modelCalls
      : meanings.tree.calls
          .filter((call) => leadsElsewhere(call, meanings))
          .map((call): ModelCall => ({ call, kind: 'model' }));
  return broken
    ? []
    : guardInsertions(meanings, makers, new Set(layerCalls.keys()), sliced, makers === modelCalls ? wanted : []);
}

/** Of the models of a file at these indices, those towards which guards can take a branch. */
export function modelsOnWays(file: string, text: string, wanted: readonly number[]): ReadonlySet<number> {
  const { broken, meanings, modelCalls } = readCalls(file, text);
  return broken
    ? new Set()
    : new WayFinder(
        meanings,
        modelCalls,
        new CallGraph(
          meanings,
          modelCalls.filter(({ kind }) => kind !== 'load'),
        ),
        new Set(wanted),
      ).all();
}

/**
 * The change of a file's text that gives a parameter a value by a comment: a new one over the function, or one more setting in the one there.
 * @param owner the function, or the class whose constructor is meant, as `Argument.owner` names it
 * @param value source text of a literal
 * @returns undefined where the file has no such function
 */
export function directiveEditFor(
  file: string,
  text: string,
  owner: string,
  name: string,
  value: string,
): DirectiveEdit | undefined {
  const { source, meanings, modelCalls } = readCalls(file, text);
  const models = modelCalls.map(({ call }) => call);
  return directiveEdit(file, meanings.tree, models, new Directives(source, models), owner, name, value);
}

interface Calls {
  readonly source: ts.SourceFile;
  readonly broken: boolean;
  readonly meanings: Meanings;
  readonly layerCalls: ReadonlyMap<CallNode, string>;
  readonly modelCalls: readonly ModelCall[];
}

function readCalls(file: string, text: string, others?: OtherFiles): Calls {
  const { source, broken } = parse(file, text);
  const tree = new ScopeTree(source, others && new Outside(others));
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

/**
 * What to put into a file's text whatever the attempt: loops that would not end in the probe can be left, names that a script only assigns are there, and so is
 * tfjs where a function would set it; a script may declare a function twice, and a module may write to a namespace.
 * @param lenient whether ES modules may assign what they do not declare, too
 */
export function basicsFor(file: string, text: string, lenient: boolean): TextInsertion[] {
  const { source } = parse(file, text);
  const loops = /\b(?:for|while|do)\b/.test(text) ? loopInsertions(source) : [];
  return [
    ...undeclaredInsertions(source, lenient),
    ...repeatedInsertions(source),
    ...namespaceWrites(source),
    ...unsetTfjs(source),
    ...loops,
  ];
}

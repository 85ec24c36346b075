/** Asks a person for another value of an argument, and keeps it: in the workspace, or in a comment over the function. */

import * as vscode from 'vscode';
import { type Argument, argumentText, modelOwner } from '../../report/argument';
import type { ModelReport } from '../../report/report';
import type { LiteralValue } from '../../source/syntax/literal';
import type { LayerSite, ModelSite, SourceSites } from '../../source/sites/sites';
import { entriesFor, settingsOfModel } from './arguments-of-model';
import { fileName } from '../../files/paths';
import { fromPosition, toRange } from '../host/documents';
import type { Pins } from '../host/pins';
import { modelsAt } from '../results/probed-models';
import type { SiteReader } from '../host/site-reader';
import type { ResultStore } from '../results/result-store';
import { contains } from '../host/text-tracking';
import { explainTrust, mayRunCode } from '../host/trust';
import { valueCheck } from './value-check';

export interface AssumptionParts {
  readonly reader: SiteReader;
  readonly store: ResultStore;
  readonly pins: Pins;
  /** Of the model on that line, or of the whole file. */
  probe(uri: vscode.Uri, line: number | undefined): Promise<void>;
}

interface ArgumentItem extends vscode.QuickPickItem {
  readonly argument?: Argument;
  /** Back to what is there without the pinned value; of all of the file's where no argument is named. */
  readonly unpin?: boolean;
}

const origins: Readonly<Record<Argument['origin'], string>> = {
  directive: 'from the comment over the function',
  pinned: 'pinned in this workspace',
  call: 'from a call in the code',
  default: 'the default',
  use: 'assumed from how it is used',
  type: 'assumed from its type',
  name: 'assumed from its name',
};

/**
 * Resolves when the probe that follows has ended, or when the person chose nothing.
 * @param place a line of the document, or the function by name; without it, or where it tells nothing, all functions are offered
 */
export async function changeAssumptions(
  uri: vscode.Uri,
  place: number | string | undefined,
  parts: AssumptionParts,
): Promise<void> {
  if (!mayRunCode()) {
    void explainTrust();
    return;
  }
  const document = await vscode.workspace.openTextDocument(uri);
  const sites = await parts.reader.read(document);
  const items = sites ? argumentItems(argumentsAt(document, sites, place, parts.store), parts.pins.valuesFor(uri)) : [];
  if (items.length === 0) {
    const reason = sites?.broken
      ? 'cannot be read to its end: mend its syntax first.'
      : 'leaves nothing open: no function that makes a model takes arguments, and the last probe had to assume no input shape, loss or optimizer.';
    void vscode.window.showInformationMessage(`${fileName(uri.path)} ${reason}`);
    return;
  }
  const chosen = await vscode.window.showQuickPick(items, {
    title: 'Arguments that models are made with',
    placeHolder: 'Choose one to give it another value',
    matchOnDescription: true,
  });
  if (!chosen) return;
  const site = sites && typeof place === 'number' ? siteAtLine(sites, place) : undefined;
  if (!(await apply(document, chosen, parts.pins))) return;
  // A comment that was written has moved the model, but not past others.
  const after = site && (await parts.reader.read(document))?.models.at(sites?.models.indexOf(site) ?? 0);
  await parts.probe(uri, after?.range.start.line);
}

/** @returns whether anything is different now */
async function apply(document: vscode.TextDocument, { argument, unpin }: ArgumentItem, pins: Pins): Promise<boolean> {
  if (!argument) await pins.clear(document.uri);
  else if (unpin) await pins.set(document.uri, argument.owner, argument.name, undefined);
  else return give(document, argument, pins);
  return true;
}

async function give(document: vscode.TextDocument, argument: Argument, pins: Pins): Promise<boolean> {
  const { owner, name } = argument;
  const given = argument.choices ? await chooseName(argument, argument.choices) : await writeValue(argument);
  if (!given) return false;
  switch (await whereTo(argument, given.text)) {
    case 'workspace':
      await pins.set(document.uri, owner, name, given.value);
      return true;
    case 'comment':
      return writeDirective(document, argument, given.text, pins);
    case undefined:
      return false;
  }
}

function originOf({ origin, choices }: Argument): string {
  return choices && origin === 'use' ? 'assumed, as the model is not compiled' : origins[origin];
}

interface Given {
  /** As it stands in a comment. */
  readonly text: string;
  readonly value: LiteralValue;
}

async function chooseName(argument: Argument, choices: readonly string[]): Promise<Given | undefined> {
  const { owner, name, text } = argument;
  // An assumed optimizer comes with its learning rate: adam(0.001).
  const present = text.replace(/\(.*/, '');
  const items = choices.map((label) => ({ label, ...(label === present && { description: originOf(argument) }) }));
  const chosen = await vscode.window.showQuickPick(items, {
    title: `${name} of ${called(owner)}`,
    placeHolder: `One of tfjs's own; now ${text}`,
  });
  return chosen && { text: chosen.label, value: chosen.label };
}

async function writeValue(argument: Argument): Promise<Given | undefined> {
  const { readLiteral } = await import('../../source/index');
  const { owner, name } = argument;
  const check = valueCheck(argument, readLiteral);
  const text = await vscode.window.showInputBox({
    title: `${name} of ${called(owner)}`,
    value: check.isLiteral(argument.text) ? argument.text : '',
    prompt: `${argumentText(argument)}, ${originOf(argument)}. ${check.prompt}`,
    placeHolder: check.example,
    ignoreFocusOut: true,
    validateInput: check.validate,
  });
  return text === undefined ? undefined : { text: text.trim(), value: readLiteral(text.trim()) };
}

/** What a comment says outdoes what is pinned, so it is changed where it stands. */
async function whereTo({ origin, owner, name }: Argument, text: string): Promise<'workspace' | 'comment' | undefined> {
  if (origin === 'directive') return 'comment';
  const comment = {
    label: `$(comment) Write a Comment over ${called(owner)}`,
    detail: `// gradline: ${name} = ${text}`,
    to: 'comment' as const,
  };
  // What has no name cannot be found again.
  if (owner.includes(' ')) return 'comment';
  const workspace = {
    label: '$(pin) Remember in This Workspace',
    detail: 'For you alone; the code stays as it is',
    to: 'workspace' as const,
  };
  return (
    await vscode.window.showQuickPick([workspace, comment], { title: `Keep ${name} = ${text}`, ignoreFocusOut: true })
  )?.to;
}

async function writeDirective(
  document: vscode.TextDocument,
  { owner, name }: Argument,
  text: string,
  pins: Pins,
): Promise<boolean> {
  const { directiveEdit, parse } = await import('../../source/index');
  // The document may have changed while the person was asked.
  const edit = directiveEdit(parse(document.uri.path, document.getText()), owner, name, text);
  if (!edit) {
    void vscode.window.showWarningMessage(
      `${called(owner)} is no longer in ${fileName(document.uri.path)}: nothing was written.`,
    );
    return false;
  }
  const change = new vscode.WorkspaceEdit();
  change.replace(document.uri, toRange(edit.range), edit.newText);
  if (!(await vscode.workspace.applyEdit(change))) return false;
  await pins.set(document.uri, owner, name, undefined);
  return true;
}

/** What the model at a line, or the function around the line, or the one of a name is called with; else all that functions of the file are. */
function argumentsAt(
  document: vscode.TextDocument,
  sites: SourceSites,
  place: number | string | undefined,
  store: ResultStore,
): readonly Argument[] {
  const settings = (some: readonly ModelSite[]): readonly Argument[] =>
    some.flatMap((site) =>
      settingsOfModel(site, entriesFor(site, sites, modelsOf(document, site, store)), modelsOf(document, site, store)),
    );
  const some =
    typeof place === 'string'
      ? argumentsOf(place, sites, settings)
      : place === undefined
        ? []
        : argumentsAtLine(document, sites, place, store);
  return some.length > 0 ? some : [...sites.entries.flatMap(({ parameters }) => parameters), ...settings(sites.models)];
}

/** Of the function of that name, and of the models that it makes. */
function argumentsOf(
  owner: string,
  { entries, models }: SourceSites,
  settings: (some: readonly ModelSite[]) => readonly Argument[],
): readonly Argument[] {
  const own = entries.filter(
    ({ parameters, call }) => call.label === owner || parameters.some((parameter) => parameter.owner === owner),
  );
  const indices = new Set(own.flatMap((entry) => entry.models));
  return [
    ...own.flatMap(({ parameters }) => parameters).filter((parameter) => parameter.owner === owner),
    ...settings(models.filter((_, index) => indices.has(index))),
  ];
}

function argumentsAtLine(
  document: vscode.TextDocument,
  sites: SourceSites,
  line: number,
  store: ResultStore,
): readonly Argument[] {
  const site = siteAtLine(sites, line);
  if (site) {
    const models = modelsOf(document, site, store);
    const entries = entriesFor(site, sites, models);
    return [...entries.flatMap(({ parameters }) => parameters), ...settingsOfModel(site, entries, models)];
  }
  const start = fromPosition(new vscode.Position(line, document.lineAt(line).firstNonWhitespaceCharacterIndex));
  const around = sites.entries.filter(({ extent, parameters }) => parameters.length > 0 && contains(extent, start));
  return around.sort((a, b) => b.extent.start.line - a.extent.start.line).at(0)?.parameters ?? [];
}

/** What the last probes found at the place. */
function modelsOf(document: vscode.TextDocument, site: ModelSite, store: ResultStore): ModelReport[] {
  return modelsAt(store.resultsWithLayersIn(document.uri), document.uri, site).map(({ model }) => model);
}

/** How people name it. */
function called(owner: string): string {
  return owner.startsWith(modelOwner) ? owner.slice(modelOwner.length) : owner;
}

/** The model that is made on the line, or that a layer of the line joins. */
function siteAtLine({ models, layers }: SourceSites, line: number): ModelSite | undefined {
  const isHere = ({ range }: ModelSite | LayerSite): boolean => range.start.line <= line && line <= range.end.line;
  const joined = layers.find(isHere)?.model;
  return (
    models.find(({ range }) => range.start.line === line) ??
    (joined === undefined ? models.find(isHere) : models.at(joined))
  );
}

function argumentItems(all: readonly Argument[], pinned: ReturnType<Pins['valuesFor']>): ArgumentItem[] {
  const byOwner = new Map<string, Map<string, Argument>>();
  for (const argument of all) {
    const own = byOwner.get(argument.owner) ?? new Map<string, Argument>();
    byOwner.set(argument.owner, own.set(argument.name, argument));
  }
  const items = [...byOwner].flatMap(([owner, own]): ArgumentItem[] => [
    ...(byOwner.size > 1 ? [{ label: called(owner), kind: vscode.QuickPickItemKind.Separator }] : []),
    ...[...own.values()].flatMap((argument): ArgumentItem[] => [
      { label: argumentText(argument), description: originOf(argument), argument },
      ...(argument.origin === 'pinned'
        ? [
            {
              label: `$(discard) Unpin ${argument.name}`,
              description: argument.instead === undefined ? 'back to what is assumed' : `back to ${argument.instead}`,
              argument,
              unpin: true,
            },
          ]
        : []),
    ]),
  ]);
  if (Object.values(pinned).flatMap((values) => Object.keys(values)).length < 2) return items;
  return [
    ...items,
    { label: '', kind: vscode.QuickPickItemKind.Separator },
    { label: '$(clear-all) Unpin All of This File' },
  ];
}

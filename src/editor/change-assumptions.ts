/** Asks a person for another value of an argument, and keeps it: in the workspace, or in a comment over the function. */

import * as vscode from 'vscode';
import { type Argument, argumentText } from '../report/entry';
import type { EntryPoint, SourceSites } from '../source/sites';
import { entriesOf } from './arguments-of-model';
import { fileName, fromPosition, toRange } from './documents';
import type { Pins } from './pins';
import type { SiteReader } from './site-reader';
import type { ResultStore } from './store';
import { contains } from './text-tracking';
import { explainTrust, mayRunCode } from './trust';
import { valueCheck } from './value-check';

export interface AssumptionParts {
  readonly reader: SiteReader;
  readonly store: ResultStore;
  readonly pins: Pins;
  probe(uri: vscode.Uri): Promise<unknown>;
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
export async function changeAssumptions(uri: vscode.Uri, place: number | string | undefined, parts: AssumptionParts): Promise<void> {
  if (!mayRunCode()) {
    void explainTrust();
    return;
  }
  const document = await vscode.workspace.openTextDocument(uri);
  const sites = await parts.reader.read(document);
  const entries = sites ? entriesAt(document, sites, place, parts.store) : [];
  const items = argumentItems(entries, parts.pins.of(uri));
  if (items.length === 0) {
    const reason = sites?.broken ? 'cannot be read to its end: mend its syntax first.' : 'has no function that makes a model and takes arguments: there is nothing to assume.';
    void vscode.window.showInformationMessage(`${fileName(uri.path)} ${reason}`);
    return;
  }
  const chosen = await vscode.window.showQuickPick(items, { title: 'Arguments that models are made with', placeHolder: 'Choose one to give it another value', matchOnDescription: true });
  if (!chosen) return;
  if (await apply(document, chosen, parts.pins)) await parts.probe(uri);
}

/** @returns whether anything is different now */
async function apply(document: vscode.TextDocument, { argument, unpin }: ArgumentItem, pins: Pins): Promise<boolean> {
  if (!argument) await pins.clear(document.uri);
  else if (unpin) await pins.set(document.uri, argument.owner, argument.name, undefined);
  else return give(document, argument, pins);
  return true;
}

async function give(document: vscode.TextDocument, argument: Argument, pins: Pins): Promise<boolean> {
  const { readLiteral } = await import('../source/index');
  const { owner, name } = argument;
  const check = valueCheck(argument, readLiteral);
  const text = await vscode.window.showInputBox({
    title: `${name} of ${owner}`,
    value: check.isLiteral(argument.text) ? argument.text : '',
    prompt: `${argumentText(argument)}, ${origins[argument.origin]}. ${check.prompt}`,
    placeHolder: check.example,
    ignoreFocusOut: true,
    validateInput: check.validate,
  });
  if (text === undefined) return false;
  const written = text.trim();
  switch (await whereTo(argument, written)) {
    case 'workspace':
      await pins.set(document.uri, owner, name, readLiteral(written));
      return true;
    case 'comment':
      return writeDirective(document, argument, written, pins);
    case undefined:
      return false;
  }
}

/** What a comment says outdoes what is pinned, so it is changed where it stands. */
async function whereTo({ origin, owner, name }: Argument, text: string): Promise<'workspace' | 'comment' | undefined> {
  if (origin === 'directive') return 'comment';
  const comment = { label: `$(comment) Write a Comment over ${owner}`, detail: `// gradline: ${name} = ${text}`, to: 'comment' as const };
  // What has no name cannot be found again.
  if (owner.includes(' ')) return 'comment';
  const workspace = { label: '$(pin) Remember in This Workspace', detail: 'For you alone; the code stays as it is', to: 'workspace' as const };
  return (await vscode.window.showQuickPick([workspace, comment], { title: `Keep ${name} = ${text}`, ignoreFocusOut: true }))?.to;
}

async function writeDirective(document: vscode.TextDocument, { owner, name }: Argument, text: string, pins: Pins): Promise<boolean> {
  const { directiveEditFor } = await import('../source/index');
  // The document may have changed while the person was asked.
  const edit = directiveEditFor(document.uri.path, document.getText(), owner, name, text);
  if (!edit) {
    void vscode.window.showWarningMessage(`${owner} is no longer in ${fileName(document.uri.path)}: nothing was written.`);
    return false;
  }
  const change = new vscode.WorkspaceEdit();
  change.replace(document.uri, toRange(edit.range), edit.newText);
  if (!(await vscode.workspace.applyEdit(change))) return false;
  await pins.set(document.uri, owner, name, undefined);
  return true;
}

/** The functions behind the model at a line, or around the line; the one of a name; else all that take arguments. */
function entriesAt(document: vscode.TextDocument, sites: SourceSites, place: number | string | undefined, store: ResultStore): readonly EntryPoint[] {
  const all = sites.entries.filter(({ parameters }) => parameters.length > 0);
  const some = typeof place === 'string' ? all.filter(({ parameters }) => parameters.some(({ owner }) => owner === place)) : entriesAtLine(document, sites, place, store);
  const useful = some.filter(({ parameters }) => parameters.length > 0);
  return useful.length > 0 ? useful : all;
}

function entriesAtLine(document: vscode.TextDocument, sites: SourceSites, line: number | undefined, store: ResultStore): readonly EntryPoint[] {
  if (line === undefined) return [];
  const isHere = ({ range }: { readonly range: SourceSites['models'][number]['range'] }): boolean => range.start.line <= line && line <= range.end.line;
  const joined = sites.layers.find(isHere)?.model;
  const site = sites.models.find(({ range }) => range.start.line === line) ?? (joined === undefined ? sites.models.find(isHere) : sites.models[joined]);
  if (site) {
    const models = store.touching(document.uri).flatMap(({ models: found, measured }) => found.filter((model) => model.file === document.uri.path && measured.locate(model)?.start.line === site.range.start.line));
    return entriesOf(site, sites, models);
  }
  const start = fromPosition(new vscode.Position(line, document.lineAt(line).firstNonWhitespaceCharacterIndex));
  const around = sites.entries.filter(({ extent }) => contains(extent, start));
  return around.sort((a, b) => b.extent.start.line - a.extent.start.line).slice(0, 1);
}

function argumentItems(entries: readonly EntryPoint[], pinned: ReturnType<Pins['of']>): ArgumentItem[] {
  const byOwner = new Map<string, Map<string, Argument>>();
  for (const argument of entries.flatMap(({ parameters }) => parameters)) {
    const own = byOwner.get(argument.owner) ?? new Map<string, Argument>();
    byOwner.set(argument.owner, own.set(argument.name, argument));
  }
  const items = [...byOwner].flatMap(([owner, own]): ArgumentItem[] => [
    ...(byOwner.size > 1 ? [{ label: owner, kind: vscode.QuickPickItemKind.Separator }] : []),
    ...[...own.values()].flatMap((argument): ArgumentItem[] => [
      { label: argumentText(argument), description: origins[argument.origin], argument },
      ...(argument.origin === 'pinned'
        ? [{ label: `$(discard) Unpin ${argument.name}`, description: argument.instead === undefined ? 'back to what is assumed' : `back to ${argument.instead}`, argument, unpin: true }]
        : []),
    ]),
  ]);
  if (Object.values(pinned).flatMap((values) => Object.keys(values)).length < 2) return items;
  return [...items, { label: '', kind: vscode.QuickPickItemKind.Separator }, { label: '$(clear-all) Unpin All of This File' }];
}

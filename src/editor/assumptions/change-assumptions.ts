/** Runs *Change Assumptions*: offers the arguments, asks for another value, keeps it and probes again. */

import * as vscode from 'vscode';
import { fileName } from '../../files/paths';
import type { Argument } from '../../report/argument';
import { toRange } from '../host/documents';
import type { Pins } from '../host/pins';
import type { SiteReader } from '../host/site-reader';
import { explainTrust, mayRunCode } from '../host/trust';
import type { ResultStore } from '../results/result-store';
import { type ArgumentItem, argumentItems, ownerText } from './argument-items';
import { argumentsAt, siteAtLine } from './arguments-at-place';
import { askForValue, askWhereToKeep } from './ask-for-value';

export interface AssumptionParts {
  readonly reader: SiteReader;
  readonly store: ResultStore;
  readonly pins: Pins;
  /** Probes the model on that line, or without a line the whole file. */
  probe(uri: vscode.Uri, line: number | undefined): Promise<void>;
}

/**
 * Lets the user change one argument and probes again. Resolves when that probe has ended, or when the user chose
 * nothing.
 *
 * @param place a zero-based line, or a function's name; without it all functions of the file are offered
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
      ? 'has a syntax error: correct it first.'
      : 'leaves nothing open: no function that makes a model takes arguments, and the last probe had to assume no ' +
        'input shape, loss or optimizer.';
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
  // The new comment has moved the model down, but not past others, so its index is the same.
  const after = site && (await parts.reader.read(document))?.models.at(sites?.models.indexOf(site) ?? 0);
  await parts.probe(uri, after?.range.start.line);
}

/** @returns whether a value has changed */
async function apply(document: vscode.TextDocument, { argument, unpin }: ArgumentItem, pins: Pins): Promise<boolean> {
  if (!argument) await pins.clear(document.uri);
  else if (unpin) await pins.set(document.uri, argument.owner, argument.name, undefined);
  else return changeValue(document, argument, pins);
  return true;
}

async function changeValue(document: vscode.TextDocument, argument: Argument, pins: Pins): Promise<boolean> {
  const { owner, name } = argument;
  const given = await askForValue(argument);
  if (!given) return false;
  switch (await askWhereToKeep(argument, given.text)) {
    case 'workspace':
      await pins.set(document.uri, owner, name, given.value);
      return true;
    case 'comment':
      return writeDirective(document, argument, given.text, pins);
    case undefined:
      return false;
  }
}

async function writeDirective(
  document: vscode.TextDocument,
  { owner, name }: Argument,
  text: string,
  pins: Pins,
): Promise<boolean> {
  const { directiveEdit, parse } = await import('../../source/index');
  // The document may have changed while VS Code asked the user.
  const edit = directiveEdit(parse(document.uri.path, document.getText()), owner, name, text);
  if (!edit) {
    void vscode.window.showWarningMessage(
      `${ownerText(owner)} is no longer in ${fileName(document.uri.path)}: nothing was written.`,
    );
    return false;
  }
  const change = new vscode.WorkspaceEdit();
  change.replace(document.uri, toRange(edit.range), edit.newText);
  if (!(await vscode.workspace.applyEdit(change))) return false;
  await pins.set(document.uri, owner, name, undefined);
  return true;
}

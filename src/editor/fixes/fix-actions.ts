/** The quick fixes of Gradline's problems: each proven fix, or the search for them. */

import * as vscode from 'vscode';
import type { Fix } from '../../report/finding';
import { toRange } from '../host/documents';
import type { ResultStore } from '../results/result-store';
import { workspaceEdit } from './fix-edit';
import { mostOffered, type OfferedFixes, offeredFixes } from './offered-fixes';

export class FixActions implements vscode.CodeActionProvider {
  static readonly metadata: vscode.CodeActionProviderMetadata = {
    providedCodeActionKinds: [vscode.CodeActionKind.QuickFix],
  };

  constructor(private readonly store: ResultStore) {}

  provideCodeActions(
    { uri }: vscode.TextDocument,
    range: vscode.Range,
    { diagnostics }: vscode.CodeActionContext,
  ): vscode.CodeAction[] {
    // The lines that suffer have the finding's badge too, and the bulb is looked for there as well.
    const here = offeredFixes(this.store, uri).filter(({ result, finding }) =>
      [finding, ...finding.related.filter(({ file }) => file === finding.file)].some((at) => {
        const place = result.modelAnchors.locate(at);
        return place !== undefined && toRange(place).intersection(range) !== undefined;
      }),
    );
    const actions = joined(here.flatMap((offered) => actionsFor(offered, diagnostics)));
    return [...actions.slice(0, mostOffered), ...here.flatMap(wholeModel).slice(0, 1)];
  }
}

function actionsFor(
  { result, finding, fixes }: OfferedFixes,
  diagnostics: readonly vscode.Diagnostic[],
): vscode.CodeAction[] {
  return fixes.map((fix, index) => {
    const action = actionFor(fix.title, fix, result.uri);
    action.diagnostics = diagnostics.filter(({ code }) => isCode(code, finding.code));
    action.isPreferred = index === 0 && finding.role === 'cause';
    return action;
  });
}

/** The preferred ones first, and one action for all findings of a line that the same change mends. */
function joined(actions: readonly vscode.CodeAction[]): vscode.CodeAction[] {
  const byTitle = new Map<string, vscode.CodeAction>();
  for (const action of [...actions].sort((a, b) => Number(b.isPreferred) - Number(a.isPreferred))) {
    const same = byTitle.get(action.title);
    if (same) same.diagnostics = [...new Set([...(same.diagnostics ?? []), ...(action.diagnostics ?? [])])];
    else byTitle.set(action.title, action);
  }
  return [...byTitle.values()];
}

/** One action for a model that a single fix makes healthy although it has several findings. */
function wholeModel({ result, model, fixes }: OfferedFixes): vscode.CodeAction[] {
  const healing = fixes.find(({ proof }) => proof.healthy);
  const faulty = model.findings.filter(({ severity }) => severity !== 'information');
  return healing && faulty.length > 1
    ? [actionFor(`Fix all gradient findings in ${model.name}: ${healing.title}`, healing, result.uri)]
    : [];
}

function actionFor(title: string, fix: Fix, root: vscode.Uri): vscode.CodeAction {
  const action = new vscode.CodeAction(title, vscode.CodeActionKind.QuickFix);
  action.edit = workspaceEdit(fix, root);
  return action;
}

function isCode(code: vscode.Diagnostic['code'], wanted: string): boolean {
  return (typeof code === 'object' ? code.value : code) === wanted;
}

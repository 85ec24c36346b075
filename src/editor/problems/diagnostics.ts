/**
 * Puts findings and errors into Problems: each on the line that causes it. Where the code can be changed, and the lines
 * that suffer, are related information.
 */

import * as vscode from 'vscode';
import { typicalGradient } from '../../report/layer-numbers';
import { type Finding, type Severity, listedFindings, type RelatedPlace } from '../../report/finding';
import { formatMagnitude, withoutNumbers } from '../../report/format';
import type { Location, Range } from '../../report/position';
import type { ModelReport, ProbeError, ProbeErrorCode } from '../../report/report';
import { isInTab, toRange, uriOf } from '../host/documents';
import type { ResultStore } from '../results/result-store';
import type { FileResult } from '../results/file-result';

const severities: Record<Severity, vscode.DiagnosticSeverity> = {
  error: vscode.DiagnosticSeverity.Error,
  warning: vscode.DiagnosticSeverity.Warning,
  information: vscode.DiagnosticSeverity.Information,
};

/** An error that is not listed here says nothing against the code, so it is an information. */
const errorSeverities: Partial<Record<ProbeErrorCode, vscode.DiagnosticSeverity>> = {
  syntax: vscode.DiagnosticSeverity.Error,
  'unresolved-import': vscode.DiagnosticSeverity.Error,
  'user-code-failed': vscode.DiagnosticSeverity.Warning,
  'time-limit': vscode.DiagnosticSeverity.Warning,
  'too-large': vscode.DiagnosticSeverity.Warning,
  'not-trainable': vscode.DiagnosticSeverity.Warning,
  data: vscode.DiagnosticSeverity.Warning,
  setting: vscode.DiagnosticSeverity.Warning,
  config: vscode.DiagnosticSeverity.Warning,
};

/** No problems of the code, or shown elsewhere: faulty directives get their problems as the user types them. */
const hiddenCodes: ReadonlySet<ProbeErrorCode> = new Set(['cancelled', 'untrusted', 'no-model', 'directive']);

interface Problem {
  readonly uri: vscode.Uri;
  readonly diagnostic: vscode.Diagnostic;
}

export class Diagnostics implements vscode.Disposable {
  readonly #collection = vscode.languages.createDiagnosticCollection('gradline');
  readonly #subscriptions: vscode.Disposable;

  constructor(
    private readonly store: ResultStore,
    private readonly extensionUri: vscode.Uri,
  ) {
    const update = (): void => {
      this.#update();
    };
    // Problems show while their file is open. The store keeps its result for when it is opened again. After *Probe All
    // Models* they show for every file, open or not.
    this.#subscriptions = vscode.Disposable.from(
      this.#collection,
      store.onDidChangeResults(update),
      vscode.window.tabGroups.onDidChangeTabs(update),
    );
  }

  dispose(): void {
    this.#subscriptions.dispose();
  }

  #update(): void {
    const problems = new Map<string, Problem>();
    for (const result of this.store.allResults()) {
      if (!this.store.wasProbedWithWorkspace(result.uri) && !isInTab(result.uri)) continue;
      for (const problem of [...this.#findings(result), ...errors(result)]) {
        const { range, code, message, severity } = problem.diagnostic;
        // Models may share a helper, or one loss, whose finding shows once: with the numbers of the first.
        const key = JSON.stringify([problem.uri.toString(), range, code, severity, withoutNumbers(message)]);
        if (!problems.has(key)) problems.set(key, problem);
      }
    }
    const byFile = new Map<string, { uri: vscode.Uri; diagnostics: vscode.Diagnostic[] }>();
    for (const { uri, diagnostic } of problems.values()) {
      const file = byFile.get(uri.toString());
      if (file) file.diagnostics.push(diagnostic);
      else byFile.set(uri.toString(), { uri, diagnostics: [diagnostic] });
    }
    const gone: vscode.Uri[] = [];
    this.#collection.forEach((uri) => {
      if (!byFile.has(uri.toString())) gone.push(uri);
    });
    this.#collection.set([
      ...gone.map((uri): [vscode.Uri, undefined] => [uri, undefined]),
      ...[...byFile.values()].map((file): [vscode.Uri, vscode.Diagnostic[]] => [file.uri, file.diagnostics]),
    ]);
  }

  #findings(result: FileResult): Problem[] {
    return result.models.flatMap((model) =>
      listedFindings(model.findings).flatMap((finding) => this.#finding(result, model, finding)),
    );
  }

  #finding(result: FileResult, model: ModelReport, finding: Finding): Problem[] {
    const range = result.modelAnchors.locate(finding);
    if (!range) return [];
    const message = result.modelAnchors.isStale
      ? `${finding.message} (Measured before the last edit.)`
      : finding.message;
    const diagnostic = new vscode.Diagnostic(problemRange(range), message, severities[finding.severity]);
    diagnostic.source = 'gradline';
    diagnostic.code = {
      value: finding.code,
      target: vscode.Uri.joinPath(this.extensionUri, 'docs', 'findings', `${finding.code}.md`),
    };
    diagnostic.relatedInformation = finding.related.flatMap((location) => related(result, model, finding, location));
    return [{ uri: uriOf(finding.file, result.uri), diagnostic }];
  }
}

function related(
  result: FileResult,
  model: ModelReport,
  finding: Finding,
  location: RelatedPlace,
): vscode.DiagnosticRelatedInformation[] {
  const range = result.modelAnchors.locate(location);
  if (!range) return [];
  const at = new vscode.Location(uriOf(location.file, result.uri), toRange(range));
  const message = location.note ?? partOf(model, finding, location);
  return [new vscode.DiagnosticRelatedInformation(at, message)];
}

/** What the layers of a line have to do with a finding, and their gradients. */
function partOf(model: ModelReport, finding: Finding, location: Location): string {
  const layers = model.layers.filter(
    (layer) => layer.file === location.file && isSameStart(layer.range, location.range),
  );
  const norms = layers.map(typicalGradient).filter((norm) => !Number.isNaN(norm));
  const reach =
    norms.length === 0
      ? ''
      : norms.length === 1
        ? `: gradient ${formatMagnitude(norms[0])}`
        : `: gradients ${formatMagnitude(Math.min(...norms))} to ${formatMagnitude(Math.max(...norms))}`;
  const names =
    layers.length === 0
      ? 'this line'
      : layers.length === 1
        ? layers[0].name
        : `${layers[0].name} … ${layers[layers.length - 1].name}`;
  const one = layers.length < 2;
  const role =
    finding.role === 'cause' ? (one ? 'suffers from it' : 'suffer from it') : one ? 'is the cause' : 'are the cause';
  return `${names} ${role}${reach}`;
}

/** An error is about the text that ran: the first edit hides it, and Undo shows it again. */
function errors(result: FileResult): Problem[] {
  if (result.errorAnchors.isStale) return [];
  return result.errors
    .filter((error) => !hiddenCodes.has(error.code))
    .map((error: ProbeError) => {
      const diagnostic = new vscode.Diagnostic(
        problemRange(error.range ?? startOfFile),
        error.message,
        error.own
          ? vscode.DiagnosticSeverity.Error
          : (errorSeverities[error.code] ?? vscode.DiagnosticSeverity.Information),
      );
      diagnostic.source = 'gradline';
      diagnostic.code = error.code;
      return { uri: uriOf(error.file, result.uri), diagnostic };
    });
}

const startOfFile: Range = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };

/** The first line of a place, as a squiggle under a call of many lines would hide the code. */
function problemRange({ start, end }: Range): vscode.Range {
  if (end.line > start.line) return toRange({ start, end: { line: start.line, character: Number.MAX_SAFE_INTEGER } });
  return toRange({ start, end });
}

function isSameStart(a: Range, b: Range): boolean {
  return a.start.line === b.start.line && a.start.character === b.start.character;
}

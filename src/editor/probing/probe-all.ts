/**
 * Runs *Probe All Models*: walks the files of the workspace that make models, with progress, and sums up what was
 * found.
 */

import * as vscode from 'vscode';
import type { FileProbe } from '../../pipeline/contract/file-probe';
import { formatCount } from '../../report/format';
import { listedFaults } from '../../report/finding';
import type { Log } from '../host/log';
import { probeInTurn } from './probe-in-turn';
import type { ProbeService } from './probe-service';
import { shortVerdict } from '../results/short-verdict';
import type { ResultStore } from '../results/result-store';
import { explainTrust, mayRunCode } from '../host/trust';
import { findModelFiles } from './workspace-models';

const showProblems = 'Show Problems';
const showModels = 'Show Models';
const nothingFound = 'No TypeScript or JavaScript file of this workspace makes a TensorFlow.js model.';

export class ProbeAll implements vscode.Disposable {
  readonly #subscription: vscode.Disposable;
  #current: AbortController | undefined;

  constructor(
    private readonly service: ProbeService,
    private readonly store: ResultStore,
    private readonly log: Log,
  ) {
    this.#subscription = service.onDidCancel(() => this.#current?.abort());
  }

  /** Resolves when every file has been probed or the user has cancelled. Aborts an earlier walk that still runs. */
  async run(): Promise<void> {
    if (!mayRunCode()) {
      void explainTrust();
      return;
    }
    this.#current?.abort();
    const controller = new AbortController();
    this.#current = controller;
    const options = { location: vscode.ProgressLocation.Notification, title: 'Probing all models', cancellable: true };
    try {
      await vscode.window.withProgress(options, async (progress, token) => {
        const watch = token.onCancellationRequested(() => {
          controller.abort();
        });
        try {
          await this.#walk(progress, token, controller.signal);
        } finally {
          watch.dispose();
        }
      });
    } catch (error) {
      void this.log.reportFailure('The models of the workspace could not be probed', error);
    } finally {
      if (this.#current === controller) this.#current = undefined;
    }
  }

  dispose(): void {
    this.#current?.abort();
    this.#subscription.dispose();
  }

  async #walk(
    progress: vscode.Progress<{ message?: string; increment?: number }>,
    token: vscode.CancellationToken,
    signal: AbortSignal,
  ): Promise<void> {
    progress.report({ message: 'looking for files' });
    const files = await findModelFiles((count, total) => {
      progress.report({ message: `looking for models, file ${count} of ${total}` });
    }, token);
    if (signal.aborted) return;
    if (files.length === 0) {
      void vscode.window.showInformationMessage(nothingFound);
      return;
    }
    this.log.info(`Probing all models: ${formatCount(files.length, 'file')}`);
    const results: FileProbe[] = [];
    for (const [index, { uri, makes }] of files.entries()) {
      progress.report({ increment: index === 0 ? 0 : 100 / files.length });
      if (makes === 'layers' && this.store.resultsWithLayersIn(uri).length > 0) continue;
      const place = `file ${index + 1} of ${files.length}`;
      progress.report({ message: `${place}: ${vscode.workspace.asRelativePath(uri)}` });
      this.store.noteWorkspaceProbe(uri);
      const result = await probeInTurn(this.service, uri, { position: place, signal });
      // Probes run in the panel, so closing it ends the walk too.
      if (!result || result.errors.some(({ code }) => code === 'cancelled')) {
        this.log.info(`Cancelled at ${place}`);
        return;
      }
      // Layers without a model in this file are for the models of other files: no fault to report.
      if (makes === 'layers' && result.models.length === 0) this.store.deleteUnder(uri);
      else results.push(result);
    }
    if (results.length > 0) void this.#showSummary(results);
    else void vscode.window.showInformationMessage(nothingFound);
  }

  async #showSummary(results: readonly FileProbe[]): Promise<void> {
    const models = results.flatMap((result) => result.models);
    const findings = models.flatMap((model) => listedFaults(model.findings));
    const failed = results.filter((result) => result.models.length === 0).length;
    const verdict = shortVerdict(
      models,
      results.flatMap(({ errors }) => errors),
    );
    const parts = [
      `Probed ${formatCount(results.length, 'file')} with ${formatCount(models.length, 'model')}: ${verdict}.`,
      ...(failed > 0 ? [`${formatCount(failed, 'file')} could not be probed; the list of models says why.`] : []),
    ];
    this.log.info(parts.join(' '));
    const answer = await vscode.window.showInformationMessage(
      parts.join(' '),
      ...(findings.length > 0 ? [showProblems] : []),
      showModels,
    );
    if (answer === showProblems) await vscode.commands.executeCommand('workbench.actions.view.problems');
    if (answer === showModels) await vscode.commands.executeCommand('gradline.models.focus');
  }
}

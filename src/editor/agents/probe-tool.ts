/** The language-model tool `gradline_probe`: an agent probes a file of the workspace and reads what was found. */

import * as vscode from 'vscode';
import { mendableFindings } from '../../fixes/search/mendable-findings';
import { answerFor } from '../../report/agents/answer';
import type { FixSearches } from '../fixes/fix-searches';
import { uriOf } from '../host/documents';
import { mayRunCode, untrustedReason } from '../host/trust';
import type { ProbeService } from '../probing/probe-service';
import type { ResultStore } from '../results/result-store';

/** As package.json declares it. */
interface ProbeInput {
  readonly file: string;
  readonly model?: string;
  readonly fix?: boolean;
}

export class ProbeTool implements vscode.LanguageModelTool<ProbeInput> {
  constructor(
    private readonly service: ProbeService,
    private readonly fixes: Pick<FixSearches, 'search' | 'cancel'>,
    private readonly store: ResultStore,
  ) {}

  prepareInvocation({
    input,
  }: vscode.LanguageModelToolInvocationPrepareOptions<ProbeInput>): vscode.PreparedToolInvocation {
    const what = input.model === undefined ? input.file : `${input.model} of ${input.file}`;
    return {
      invocationMessage: `Probing ${what}`,
      confirmationMessages: {
        title: 'Probe gradients',
        message:
          `Gradline runs the code of ${input.file} and trains its models for a moment, in a worker without network ` +
          'or files.',
      },
    };
  }

  /**
   * Where nothing can be probed, the answer says what to do about it: VS Code would log an error as one of its own.
   * @throws when the call or the probe was cancelled
   */
  async invoke(
    { input }: vscode.LanguageModelToolInvocationOptions<ProbeInput>,
    token: vscode.CancellationToken,
  ): Promise<vscode.LanguageModelToolResult> {
    if (!mayRunCode()) return answering(untrustedReason);
    const uri = await fileOfWorkspace(input.file);
    if (!uri)
      return answering(
        `No folder of the workspace has a file ${input.file}. Give its path relative to a folder of the workspace.`,
      );
    const controller = new AbortController();
    const watch = token.onCancellationRequested(() => {
      controller.abort();
      this.fixes.cancel();
    });
    try {
      const probe = await this.service.probe(uri, undefined, { position: 'for an agent', signal: controller.signal });
      if (!probe) throw new vscode.CancellationError();
      if (input.fix && probe.models.some((model) => mendableFindings(model).length > 0)) await this.fixes.search(uri);
      if (token.isCancellationRequested) throw new vscode.CancellationError();
      // The search puts the fixes into the store.
      const models = this.store.resultsFor(uri).flatMap((result) => result.models);
      const { text, data } = answerFor(
        { models: models.length > 0 ? models : probe.models, errors: probe.errors },
        input.model,
      );
      return answering(text, ...(data ? [JSON.stringify(data)] : []));
    } finally {
      watch.dispose();
    }
  }
}

/** Registers the tool where this VS Code has tools. */
export function registerProbeTool(tool: ProbeTool): vscode.Disposable {
  return vscode.lm.registerTool('gradline_probe', tool);
}

function answering(...texts: readonly string[]): vscode.LanguageModelToolResult {
  return new vscode.LanguageModelToolResult(texts.map((text) => new vscode.LanguageModelTextPart(text)));
}

/**
 * @returns undefined where no folder of the workspace has the file, because agents may run only code of the workspace
 */
async function fileOfWorkspace(file: string): Promise<vscode.Uri | undefined> {
  const folders = vscode.workspace.workspaceFolders ?? [];
  const isAbsolute = /^([\\/]|[a-z]:[\\/])/i.test(file);
  // The path belongs to the folder's own file system, which need not be this machine's.
  const candidates = folders.map(({ uri }) =>
    isAbsolute ? uriOf(vscode.Uri.file(file).path, uri) : vscode.Uri.joinPath(uri, file),
  );
  for (const uri of candidates) if (vscode.workspace.getWorkspaceFolder(uri) && (await isFile(uri))) return uri;
  return undefined;
}

async function isFile(uri: vscode.Uri): Promise<boolean> {
  try {
    return ((await vscode.workspace.fs.stat(uri)).type & vscode.FileType.File) !== 0;
  } catch {
    return false;
  }
}

/** The commands: what each does with the editor in front, and what it says where it can do nothing. */

import * as vscode from 'vscode';
import { editorInFront, isProbeable } from './documents';
import { layerLines } from './layer-lines';
import type { LensController } from './lens-controller';
import type { Log } from './log';
import type { Panel } from './panel';
import type { PanelPresenter } from './panel-presenter';
import type { ProbeAll } from './probe-all';
import type { ProbeService } from './probe-service';
import { probesOnSave } from './settings';
import type { SiteReader } from './site-reader';
import type { ResultStore } from './store';
import { splitLines } from './text-tracking';
import { mayRunCode } from './trust';

export interface Parts {
  readonly service: ProbeService;
  readonly probeAll: ProbeAll;
  readonly store: ResultStore;
  readonly reader: SiteReader;
  readonly panel: Panel;
  readonly presenter: PanelPresenter;
  readonly lenses: LensController;
  readonly log: Log;
}

export function registerCommands({ service, probeAll, store, reader, panel, presenter, lenses, log }: Parts): vscode.Disposable {
  const commands: Record<string, (...args: unknown[]) => unknown> = {
    'gradline.probe': async (argument) => {
      const uri = toUri(argument) ?? probeableEditor()?.document.uri;
      if (uri) await service.probe(uri);
    },
    'gradline.probeModelAtCursor': async () => {
      const editor = probeableEditor();
      if (editor) await service.probe(await modelAtCursor(editor, reader, store));
    },
    'gradline.probeAll': () => probeAll.run(),
    'gradline.probeAgain': async (node) => {
      if (isProbed(node)) await service.probe(node.probed);
    },
    'gradline.cancel': () => {
      service.cancel();
    },
    'gradline.showPanel': (argument, line) => {
      const uri = toUri(argument);
      if (uri && typeof line === 'number') putCursor(uri, line);
      panel.reveal(uri === undefined);
      presenter.present();
    },
    'gradline.toggleLenses': () => lenses.toggle(),
    'gradline.clear': () => {
      service.cancel();
      store.clear();
    },
    'gradline.showLog': () => {
      log.show();
    },
  };
  return vscode.Disposable.from(
    ...Object.entries(commands).map(([name, run]) => vscode.commands.registerCommand(name, run)),
    vscode.workspace.onDidSaveTextDocument(({ uri }) => {
      if (mayRunCode() && probesOnSave(uri) && store.get(uri)) void service.probe(uri);
    }),
  );
}

function probeableEditor(): vscode.TextEditor | undefined {
  const editor = editorInFront();
  if (editor && isProbeable(editor.document)) return editor;
  void vscode.window.showInformationMessage('Open a TypeScript or JavaScript file that makes a TensorFlow.js model, then probe it.');
  return undefined;
}

/** The file to probe for the layer under the cursor: where it was measured as part of another file's model, that file. */
async function modelAtCursor({ document, selection }: vscode.TextEditor, reader: SiteReader, store: ResultStore): Promise<vscode.Uri> {
  const sites = await reader.read(document);
  if (!sites) return document.uri;
  const results = store.touching(document.uri);
  const { line } = selection.active;
  const here = layerLines(document.uri.path, sites, splitLines(document.getText()), results).find(({ sites: onLine }) =>
    onLine.some(({ range }) => range.start.line <= line && line <= range.end.line),
  );
  const measured = here?.layers.at(0)?.result.uri;
  if (measured) return measured;
  // A file of helpers makes no model of its own: its layers are reached through the file that was probed with it.
  return sites.models.length === 0 ? (results.at(0)?.uri ?? document.uri) : document.uri;
}

function putCursor(uri: vscode.Uri, line: number): void {
  const editor = vscode.window.visibleTextEditors.find(({ document }) => document.uri.toString() === uri.toString());
  if (!editor || editor.selection.active.line === line) return;
  const start = new vscode.Position(line, editor.document.lineAt(line).firstNonWhitespaceCharacterIndex);
  editor.selection = new vscode.Selection(start, start);
}

/** Lenses and menus hand over URIs, links in hovers their text. */
function toUri(argument: unknown): vscode.Uri | undefined {
  if (argument instanceof vscode.Uri) return argument;
  return typeof argument === 'string' ? vscode.Uri.parse(argument, true) : undefined;
}

/** A node of the tree of models. */
function isProbed(node: unknown): node is { readonly probed: vscode.Uri } {
  return typeof node === 'object' && node !== null && 'probed' in node && node.probed instanceof vscode.Uri;
}

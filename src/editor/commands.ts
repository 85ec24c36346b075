/** Registers the commands: what each does with the active editor, and what it says if it can do nothing. */

import * as vscode from 'vscode';
import { changeAssumptions } from './assumptions/change-assumptions';
import type { Fixes } from './fixes/fixes';
import { fileName } from '../files/paths';
import { editorInFront, isProbeable, openDocument } from './host/documents';
import type { LensController } from './lenses/lens-controller';
import type { Log } from './host/log';
import type { TreeNode } from './models-view/tree-node';
import type { Panel } from './panel/panel';
import type { PanelPresenter } from './panel/panel-presenter';
import type { Pins } from './host/pins';
import type { ProbeAll } from './probing/probe-all';
import type { ProbeService } from './probing/probe-service';
import { probeTarget, type ProbeTarget } from './probing/probe-target';
import { fileSettings } from './settings/file-settings';
import { probesOnSave } from './settings/settings';
import type { SiteReader } from './host/site-reader';
import type { Fix } from '../report/finding';
import type { ResultStore } from './results/result-store';
import { splitLines } from './host/text-tracking';
import { mayRunCode } from './host/trust';

export interface CommandParts {
  readonly fixes: Fixes;
  readonly service: ProbeService;
  readonly probeAll: ProbeAll;
  readonly store: ResultStore;
  readonly pins: Pins;
  readonly reader: SiteReader;
  readonly panel: Panel;
  readonly presenter: PanelPresenter;
  readonly lenses: LensController;
  readonly log: Log;
}

type Commands = Readonly<Record<string, (...args: unknown[]) => unknown>>;

/** Registers every command that package.json contributes. */
export function registerCommands(parts: CommandParts): vscode.Disposable {
  const { service, store } = parts;
  const commands = {
    ...probeCommands(parts),
    ...fixCommands(parts),
    ...assumptionCommands(parts),
    ...viewCommands(parts),
  };
  return vscode.Disposable.from(
    ...Object.entries(commands).map(([name, run]) => vscode.commands.registerCommand(name, run)),
    vscode.workspace.onDidSaveTextDocument(({ uri }) => {
      if (mayRunCode() && probesOnSave(uri) && store.resultsFor(uri).length > 0) void service.probe(uri);
    }),
  );
}

function probeCommands(parts: CommandParts): Commands {
  const { service, probeAll, reader, store } = parts;
  return {
    'gradline.probe': async (argument, line) => {
      const uri = toUri(argument) ?? probeableEditor()?.document.uri;
      if (uri) await probeAt(parts, uri, typeof line === 'number' ? line : undefined);
    },
    'gradline.probeModelAtCursor': async () => {
      const editor = probeableEditor();
      if (!editor) return;
      const { line } = editor.selection.active;
      const target = await targetAt(editor.document, line, reader, store);
      if (target) await service.probe(target.uri, target.only);
      else void offerFile(editor.document, line, (uri) => service.probe(uri));
    },
    'gradline.probeAll': () => probeAll.run(),
    'gradline.probeAgain': async (node) => {
      if (isTreeNode(node)) await service.probe(node.probed, node.modelsToProbe());
    },
    'gradline.cancel': () => {
      service.cancel();
    },
    'gradline.clear': () => {
      service.cancel();
      store.clear();
    },
  };
}

function fixCommands({ fixes, store }: CommandParts): Commands {
  return {
    'gradline.findFixes': async (argument) => {
      const uri = toUri(argument) ?? probeableEditor()?.document.uri;
      if (!uri) return;
      if ((await fileSettings(uri)).fixes.when === 'off')
        void vscode.window.showInformationMessage(
          'Gradline searches no fixes while fixes is off in the settings or in gradline.config.json.',
        );
      else if (store.resultsFor(uri).length > 0) await fixes.searches.search(uri);
      else void vscode.window.showInformationMessage(`Probe ${fileName(uri.path)} first: fixes are for what it finds.`);
    },
    'gradline.previewFix': async (root, fix) => {
      if (root instanceof vscode.Uri && isFix(fix)) await fixes.preview.show(root, fix);
    },
    'gradline.applyFix': async (uri) => {
      await fixes.preview.apply(uri instanceof vscode.Uri ? uri : undefined);
    },
  };
}

function assumptionCommands(parts: CommandParts): Commands {
  const { reader, store, pins } = parts;
  const probe = (uri: vscode.Uri, line: number | undefined): Promise<void> => probeAt(parts, uri, line);
  return {
    'gradline.changeAssumptions': async (argument, place) => {
      const uri = toUri(argument) ?? probeableEditor()?.document.uri;
      if (!uri) return;
      const chosen = typeof place === 'number' || typeof place === 'string' ? place : cursorLine(uri);
      await changeAssumptions(uri, chosen, { reader, store, pins, probe });
    },
  };
}

function viewCommands({ panel, presenter, lenses, log }: CommandParts): Commands {
  return {
    'gradline.showPanel': (argument, line) => {
      const uri = toUri(argument);
      if (uri && typeof line === 'number') putCursor(uri, line);
      panel.reveal(uri === undefined);
      presenter.present();
    },
    'gradline.toggleLenses': () => lenses.toggle(),
    'gradline.showLog': () => {
      log.show();
    },
  };
}

/** Probes the models that a line belongs to; without a line or a model there, the whole file. */
async function probeAt(
  { service, reader, store }: CommandParts,
  uri: vscode.Uri,
  line: number | undefined,
): Promise<void> {
  if (line === undefined) {
    await service.probe(uri);
    return;
  }
  const document = openDocument(uri.path, uri) ?? (await vscode.workspace.openTextDocument(uri));
  const target = await targetAt(document, line, reader, store);
  await service.probe(target?.uri ?? uri, target?.only);
}

function probeableEditor(): vscode.TextEditor | undefined {
  const editor = editorInFront();
  if (editor && isProbeable(editor.document)) return editor;
  void vscode.window.showInformationMessage(
    'Open a TypeScript or JavaScript file that makes a TensorFlow.js model, then probe it.',
  );
  return undefined;
}

/** What to probe for a line; undefined if it belongs to no model. */
async function targetAt(
  document: vscode.TextDocument,
  line: number,
  reader: SiteReader,
  store: ResultStore,
): Promise<ProbeTarget | undefined> {
  const sites = await reader.read(document);
  return (
    sites &&
    probeTarget(document.uri, sites, splitLines(document.getText()), store.resultsWithLayersIn(document.uri), line)
  );
}

async function offerFile(
  { uri }: vscode.TextDocument,
  line: number,
  probe: (uri: vscode.Uri) => Promise<unknown>,
): Promise<void> {
  const probeFile = 'Probe the File';
  const answer = await vscode.window.showInformationMessage(
    `Line ${line + 1} of ${fileName(uri.path)} belongs to no model.`,
    probeFile,
  );
  if (answer === probeFile) await probe(uri);
}

function cursorLine(uri: vscode.Uri): number | undefined {
  return vscode.window.visibleTextEditors.find(({ document }) => document.uri.toString() === uri.toString())?.selection
    .active.line;
}

function putCursor(uri: vscode.Uri, line: number): void {
  const editor = vscode.window.visibleTextEditors.find(({ document }) => document.uri.toString() === uri.toString());
  if (!editor || editor.selection.active.line === line) return;
  const start = new vscode.Position(line, editor.document.lineAt(line).firstNonWhitespaceCharacterIndex);
  editor.selection = new vscode.Selection(start, start);
}

/** Lenses and menus pass a URI, links in hovers its text. */
function toUri(argument: unknown): vscode.Uri | undefined {
  if (argument instanceof vscode.Uri) return argument;
  return typeof argument === 'string' ? vscode.Uri.parse(argument, true) : undefined;
}

/** Whether a lens passed the argument. */
function isFix(fix: unknown): fix is Fix {
  return typeof fix === 'object' && fix !== null && 'proof' in fix && 'edits' in fix;
}

/** Whether a menu of the tree of models passed the argument. */
function isTreeNode(node: unknown): node is TreeNode {
  return typeof node === 'object' && node !== null && 'probed' in node && node.probed instanceof vscode.Uri;
}

/** The view *TensorFlow Models*: a tree of every probed file with its models and their verdicts. */

import * as vscode from 'vscode';
import { formatCount } from '../../report/format';
import { folderOf, relativePath } from '../../files/paths';
import { toRange, uriOf } from '../host/documents';
import { fileNode } from './file-node';
import type { NodeStatus, TreeNode } from './tree-node';
import type { ResultStore } from '../results/result-store';
import type { FileResult } from '../results/file-result';

const viewId = 'gradline.models';
/** Goes to the code of a row. It takes the row as its argument, so the Command Palette does not list it. */
const revealCommand = 'gradline.models.reveal';

const icons: Record<NodeStatus, vscode.ThemeIcon> = {
  error: new vscode.ThemeIcon('error', new vscode.ThemeColor('problemsErrorIcon.foreground')),
  warning: new vscode.ThemeIcon('warning', new vscode.ThemeColor('problemsWarningIcon.foreground')),
  information: new vscode.ThemeIcon('info', new vscode.ThemeColor('problemsInfoIcon.foreground')),
  'not-reached': new vscode.ThemeIcon('circle-slash', new vscode.ThemeColor('disabledForeground')),
  healthy: new vscode.ThemeIcon('pass', new vscode.ThemeColor('testing.iconPassed')),
  running: new vscode.ThemeIcon('loading~spin'),
  'to-change': new vscode.ThemeIcon('edit'),
};

/** What a screen reader says for the icon. */
const spokenStatus: Record<NodeStatus, string> = {
  error: 'error',
  warning: 'warning',
  information: 'information',
  'not-reached': 'not reached',
  healthy: 'healthy',
  running: 'probing',
  'to-change': 'place to change',
};

export class ModelsView implements vscode.TreeDataProvider<TreeNode>, vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #view: vscode.TreeView<TreeNode>;
  readonly #subscriptions: vscode.Disposable;
  #running: string | undefined;
  readonly onDidChangeTreeData = this.#changed.event;

  constructor(private readonly store: ResultStore) {
    this.#view = vscode.window.createTreeView(viewId, { treeDataProvider: this, showCollapseAll: true });
    this.#subscriptions = vscode.Disposable.from(
      this.#changed,
      this.#view,
      store.onDidChangeResults(() => {
        this.#refresh();
      }),
      store.onDidChangeRun(() => {
        // The tree shows whether a file is being probed, not how far the probe is.
        const running = this.store.run?.uri.toString();
        if (running === this.#running) return;
        this.#running = running;
        this.#refresh();
      }),
      vscode.commands.registerCommand(revealCommand, reveal),
    );
  }

  /** The files, ordered by path, or the rows below a row. */
  getChildren(node?: TreeNode): TreeNode[] {
    return [...(node?.children ?? this.#files())];
  }

  getTreeItem(node: TreeNode): vscode.TreeItem {
    const item = new vscode.TreeItem(node.label, collapsibleState(node));
    item.id = node.id;
    item.description = node.description;
    item.tooltip = node.tooltip;
    item.iconPath = icons[node.status];
    item.contextValue = `gradline.${node.kind}`;
    item.accessibilityInformation = { label: `${node.label}, ${spokenStatus[node.status]}, ${node.description}` };
    item.command = { title: 'Go to Line', command: revealCommand, arguments: [node] };
    return item;
  }

  dispose(): void {
    this.#subscriptions.dispose();
  }

  #refresh(): void {
    this.#view.description = summary(this.#files());
    this.#changed.fire();
  }

  #files(): TreeNode[] {
    const byFile = new Map<string, { uri: vscode.Uri; results: FileResult[] }>();
    for (const result of this.store.allResults()) {
      const file = byFile.get(result.uri.toString());
      if (file) file.results.push(result);
      else byFile.set(result.uri.toString(), { uri: result.uri, results: [result] });
    }
    const { run } = this.store;
    if (run && !byFile.has(run.uri.toString())) byFile.set(run.uri.toString(), { uri: run.uri, results: [] });
    return [...byFile.values()]
      .sort((a, b) => (a.uri.path < b.uri.path ? -1 : 1))
      .flatMap(
        ({ uri, results }) => fileNode(uri, results, shownFolder(uri), uri.toString() === run?.uri.toString()) ?? [],
      );
  }
}

function summary(files: readonly TreeNode[]): string {
  const count = (...statuses: NodeStatus[]): number => files.filter(({ status }) => statuses.includes(status)).length;
  const found = count('error', 'warning');
  const missed = count('not-reached');
  return files.length === 0
    ? ''
    : [
        formatCount(files.length, 'file'),
        ...(found > 0 ? [`${found} with findings`] : []),
        ...(missed > 0 ? [`${missed} not reached`] : []),
      ].join(' · ');
}

/** Faults are seen at once; healthy models do not fill the view. */
function collapsibleState({ children, unfolds }: TreeNode): vscode.TreeItemCollapsibleState {
  if (children.length === 0) return vscode.TreeItemCollapsibleState.None;
  return unfolds ? vscode.TreeItemCollapsibleState.Expanded : vscode.TreeItemCollapsibleState.Collapsed;
}

/** The file's folder, relative to its workspace folder; with that folder's name if the workspace has several. */
function shownFolder(uri: vscode.Uri): string {
  const folder = folderOf(uri.path);
  const root = vscode.workspace.getWorkspaceFolder(uri);
  if (!root) return folder;
  const below = folder === root.uri.path ? '' : relativePath(root.uri.path, folder);
  const others = (vscode.workspace.workspaceFolders ?? []).filter(({ index }) => index !== root.index);
  if (others.length === 0) return below;
  // The packages of a repository often have workspace folders of the same name.
  const name = others.some((other) => other.name === root.name)
    ? root.uri.path.split('/').slice(-2).join('/')
    : root.name;
  return [name, ...(below === '' ? [] : [below])].join('/');
}

async function reveal(node: TreeNode): Promise<void> {
  const place = node.place();
  const uri = place ? uriOf(place.file, node.probed) : node.probed;
  const start = place?.range.start;
  await vscode.window.showTextDocument(uri, {
    preview: true,
    ...(start && { selection: toRange({ start, end: start }) }),
  });
}

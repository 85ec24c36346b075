/** Keeps the argument values that the user pins, by file and function, in VS Code's workspace state. */

import * as vscode from 'vscode';
import type { LiteralValue } from '../../source/syntax/literal';
import type { PinnedValues } from '../../source/index';

type ByFile = Readonly<Record<string, PinnedValues>>;

const stateKey = 'gradline.pinned';

export class Pins implements vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #subscriptions: vscode.Disposable;
  readonly onDidChange = this.#changed.event;

  constructor(private readonly state: vscode.Memento) {
    this.#subscriptions = vscode.Disposable.from(
      this.#changed,
      vscode.workspace.onDidRenameFiles(({ files }) => {
        void this.#rename(files);
      }),
    );
  }

  /** The values pinned for the functions of a file. */
  valuesFor(uri: vscode.Uri): PinnedValues {
    return this.#all[fileKey(uri)] ?? {};
  }

  /** @param value undefined to unpin */
  async set(uri: vscode.Uri, owner: string, name: string, value: LiteralValue | undefined): Promise<void> {
    const { [owner]: before = {}, ...others } = this.valuesFor(uri);
    const kept = Object.fromEntries(Object.entries(before).filter(([other]) => other !== name));
    const values = value === undefined ? kept : { ...kept, [name]: value };
    await this.#put(fileKey(uri), Object.keys(values).length > 0 ? { ...others, [owner]: values } : others);
  }

  async clear(uri: vscode.Uri): Promise<void> {
    await this.#put(fileKey(uri), {});
  }

  dispose(): void {
    this.#subscriptions.dispose();
  }

  get #all(): Partial<ByFile> {
    return this.state.get<ByFile>(stateKey, {});
  }

  async #put(key: string, pinned: PinnedValues): Promise<void> {
    const others = Object.entries(this.#all).filter(([other]) => other !== key);
    await this.state.update(
      stateKey,
      Object.fromEntries(Object.keys(pinned).length > 0 ? [...others, [key, pinned]] : others),
    );
    this.#changed.fire();
  }

  /** Moves the values of renamed files, and of all files in renamed folders. */
  async #rename(files: readonly { readonly oldUri: vscode.Uri; readonly newUri: vscode.Uri }[]): Promise<void> {
    const moved = (key: string): string => {
      for (const { oldUri, newUri } of files) {
        const before = fileKey(oldUri);
        if (key === before || key.startsWith(`${before}/`)) return fileKey(newUri) + key.slice(before.length);
      }
      return key;
    };
    const all = Object.entries(this.#all);
    if (all.every(([key]) => moved(key) === key)) return;
    await this.state.update(stateKey, Object.fromEntries(all.map(([key, pinned]) => [moved(key), pinned])));
  }
}

/** The whole URI, as two folders of a workspace may have the same name. */
function fileKey(uri: vscode.Uri): string {
  return uri.toString();
}

/** A file system in memory, without a search of its own, as an extension may bring one. */

import * as vscode from 'vscode';

export class MemoryFiles implements vscode.FileSystemProvider {
  readonly #changed = new vscode.EventEmitter<vscode.FileChangeEvent[]>();
  readonly onDidChangeFile = this.#changed.event;
  readonly #files: Map<string, Uint8Array>;

  /** @param files their texts, by path */
  constructor(files: Readonly<Record<string, string>>) {
    this.#files = new Map(Object.entries(files).map(([path, text]) => [path, new TextEncoder().encode(text)]));
  }

  watch(): vscode.Disposable {
    return new vscode.Disposable(() => undefined);
  }

  stat({ path }: vscode.Uri): vscode.FileStat {
    const bytes = this.#files.get(path);
    if (bytes) return { type: vscode.FileType.File, ctime: 0, mtime: 1, size: bytes.length };
    if (this.#names(path).size === 0) throw vscode.FileSystemError.FileNotFound(path);
    return { type: vscode.FileType.Directory, ctime: 0, mtime: 1, size: 0 };
  }

  readDirectory({ path }: vscode.Uri): [string, vscode.FileType][] {
    return [...this.#names(path)].map((name) => [
      name,
      this.#files.has(`${path.replace(/\/$/, '')}/${name}`) ? vscode.FileType.File : vscode.FileType.Directory,
    ]);
  }

  readFile({ path }: vscode.Uri): Uint8Array {
    const bytes = this.#files.get(path);
    if (!bytes) throw vscode.FileSystemError.FileNotFound(path);
    return bytes;
  }

  writeFile(uri: vscode.Uri, bytes: Uint8Array): void {
    this.#files.set(uri.path, bytes);
    this.#changed.fire([{ type: vscode.FileChangeType.Changed, uri }]);
  }

  createDirectory(): void {
    throw vscode.FileSystemError.NoPermissions('folders come with their files');
  }

  delete({ path }: vscode.Uri): void {
    this.#files.delete(path);
  }

  rename(from: vscode.Uri, to: vscode.Uri): void {
    this.writeFile(to, this.readFile(from));
    this.delete(from);
  }

  /** What lies in a folder itself. */
  #names(folder: string): Set<string> {
    const start = `${folder.replace(/\/$/, '')}/`;
    const inside = [...this.#files.keys()].filter((path) => path.startsWith(start));
    return new Set(inside.map((path) => path.slice(start.length).split('/')[0]));
  }
}

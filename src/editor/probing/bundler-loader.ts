/** Loads the bundler when it is first needed, or ahead of the first probe. */

import * as vscode from 'vscode';
import type { Bundler } from '../../bundle/bundle';
import type { FileAccess } from '../../files/file-access';

/** The warm-up bundles this text, which belongs to no workspace. */
const warmUpFile = '/gradline/warm-up.ts';
const warmUpText = `import * as tf from '@tensorflow/tfjs';\nexport const model: tf.Sequential = tf.sequential();\n`;

export class BundlerLoader {
  #bundler: Promise<Bundler> | undefined;

  constructor(private readonly extensionUri: vscode.Uri) {}

  /** The one bundler of this window. After a failure the next call loads it again. */
  load(): Promise<Bundler> {
    this.#bundler ??= this.#create().catch((error: unknown) => {
      this.#bundler = undefined;
      throw error;
    });
    return this.#bundler;
  }

  /** Does ahead what only a first probe does: starts the bundler and lets it bundle once. Runs no code. */
  async warmUp(): Promise<void> {
    const bundler = await this.load();
    const files: FileAccess = {
      readText: (path) => Promise.resolve(path === warmUpFile ? warmUpText : undefined),
      kind: (path) => Promise.resolve(path === warmUpFile ? 'file' : undefined),
    };
    const result = await bundler.bundle(warmUpFile, [], files, new AbortController().signal);
    // The bundle decodes its source map at the first lookup.
    if (result.ok) result.bundle.locate({ line: 0, column: 0 });
  }

  async #create(): Promise<Bundler> {
    const [{ createBundler }, wasm] = await Promise.all([
      import('../../bundle/index'),
      vscode.workspace.fs.readFile(vscode.Uri.joinPath(this.extensionUri, 'dist', 'esbuild.wasm')),
    ]);
    return createBundler(wasm);
  }
}

/** Types the bundler: it takes a file and an access to files, and gives one ES module with its source map. */

import type { FileAccess } from '../files/file-access';
import type { ProbeError } from '../report/report';
import type { ChooseInsertions } from './modules/module-prefix';
import type { PositionMap } from './modules/source-positions';

export interface Bundle extends PositionMap {
  readonly code: string;
  /** Imports that a stand-in replaces, as written in the code. */
  readonly standIns: readonly string[];
  /** Workspace files in the bundle. */
  readonly files: readonly string[];
}

export type BundleResult =
  { readonly ok: true; readonly bundle: Bundle } | { readonly ok: false; readonly errors: readonly ProbeError[] };

export interface Bundler {
  /**
   * Never rejects.
   *
   * @param file the file to probe
   * @param bindings module-level names of that file that must stay reachable by the probe, exported or not
   */
  bundle(
    file: string,
    bindings: readonly string[],
    files: FileAccess,
    signal: AbortSignal,
    options?: BundleOptions,
  ): Promise<BundleResult>;
  /** The file of the workspace that an import leads to; undefined for a package, and where no file is found. */
  resolve(specifier: string, importer: string, files: FileAccess, signal: AbortSignal): Promise<string | undefined>;
}

export interface BundleOptions {
  /** Text to insert into a user's file before it is bundled; positions stay those of the text without it. */
  readonly insert?: ChooseInsertions;
  /** Replace missing files by stand-ins, and missing exports by undefined, instead of failing. */
  readonly lenient?: boolean;
  /** Files to replace by stand-ins although they exist. */
  readonly without?: readonly string[];
}

/** What the bundle step needs and gives: files in by a passed-in access, one ES module with its source map out. */

import type { FileAccess } from '../files/file-access';
import type { BundlePosition, BundleRange, Position, Range, TextInsertion } from '../report/position';
import type { ProbeError } from '../report/report';

export interface Bundle {
  readonly code: string;
  /** Imports that were replaced by an inert stand-in, as written in the code. */
  readonly standIns: readonly string[];
  /** Workspace files that went in. */
  readonly files: readonly string[];
  /** Where a position of the bundle lies in the user's files; undefined for generated code and stand-ins. */
  locate(position: BundlePosition): { readonly file: string; readonly position: Position } | undefined;
  /** Where a range of a user's file lies in the bundle; undefined where it was left out. */
  place(file: string, range: Range): BundleRange | undefined;
}

export type BundleResult =
  { readonly ok: true; readonly bundle: Bundle } | { readonly ok: false; readonly errors: readonly ProbeError[] };

/** Told a file and its text. */
export type Insert = (file: string, text: string) => readonly TextInsertion[];

/** Makes the module for one file. */
export interface Bundler {
  /**
   * @param file the file to probe
   * @param bindings module-level names of that file that must stay reachable by the probe, exported or not
   * @param files where text comes from
   * @param options how far it goes for a bundle
   */
  bundle(
    file: string,
    bindings: readonly string[],
    files: FileAccess,
    signal: AbortSignal,
    options?: BundleOptions,
  ): Promise<BundleResult>;
  /** The file of the workspace that an import leads to; undefined for packages, and for what is not there. */
  resolve(specifier: string, importer: string, files: FileAccess, signal: AbortSignal): Promise<string | undefined>;
}

export interface BundleOptions {
  /** What to put into the text of a user's file before it is bundled; positions stay those of the text without it. */
  readonly insert?: Insert;
  /** Stand in for files that are missing, and give undefined for exports that are. */
  readonly lenient?: boolean;
  /** Files to stand in for although they are there. */
  readonly without?: readonly string[];
}

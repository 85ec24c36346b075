/** Types what the editor and the command line pass to the probe of a file, and what they get back. */

import type { Bundler } from '../../bundle/bundle';
import type { WorkspaceFiles } from '../../files/file-access';
import type { BackendChoice } from '../../probe/protocol/job';
import type { ProbeRunner } from '../../probe/protocol/runner';
import type { FindingCode } from '../../report/finding';
import type { Location } from '../../report/position';
import type { ModelReport, ProbeError } from '../../report/report';
import type { PinnedValues } from '../../source/index';

export interface ProbeOptions {
  readonly steps: number;
  /** The seeds to start with; where they disagree about a fault, more follow. */
  readonly seeds: readonly number[];
  /** The most seeds; 10 if left out. Give the number of `seeds` to run no others. */
  readonly maximumSeeds?: number;
  readonly backend: BackendChoice;
  readonly timeLimitSeconds: number;
  /** Values that the user gave arguments of the file's functions; directives in the code come first. */
  readonly pinned?: PinnedValues;
  /** Findings that the user has disabled for the file. */
  readonly disabled?: readonly FindingCode[];
  /**
   * Places of model or layer expressions. Only the models made there are trained and reported; all of them if it is
   * left out.
   */
  readonly only?: readonly Location[];
}

export interface ProbeProgress {
  /** Such as `seed 2 of 3, step 14 of 30`. */
  readonly text: string;
  /** Between 0 and 1. */
  readonly fraction: number;
}

export interface ProbeTools {
  readonly bundler: Bundler;
  readonly runner: ProbeRunner;
  readonly files: WorkspaceFiles;
}

export interface FileProbe {
  readonly models: readonly ModelReport[];
  readonly errors: readonly ProbeError[];
  /** The models that only a guarded or sliced attempt, or one through a caller, reached. */
  readonly guarded?: readonly ModelReport[];
}

export interface ProbeListener {
  progress(progress: ProbeProgress): void;
  /** Called after each seed with the models so far. */
  partial(result: FileProbe): void;
  /** Called while the first seed runs, with the gradients of its first steps and without findings. */
  firstSteps?(models: readonly ModelReport[]): void;
  log(level: 'log' | 'warn' | 'error', text: string): void;
}

export type ProbeFile = (
  file: string,
  tools: ProbeTools,
  options: ProbeOptions,
  listener: ProbeListener,
  signal: AbortSignal,
) => Promise<FileProbe>;

/** The one line from a file's text to its report: sites, bundle, probe, assembly, findings. */

import type { Bundler } from '../../bundle/bundle';
import type { WorkspaceFiles } from '../../files/file-access';
import type { BackendChoice } from '../../probe/protocol/job';
import type { ProbeRunner } from '../../probe/protocol/runner';
import type { Location } from '../../report/position';
import type { ModelReport, ProbeError } from '../../report/report';
import type { PinnedValues } from '../../source/index';

export interface ProbeOptions {
  readonly steps: number;
  /** The seeds to start with; where they disagree about a fault, more follow. */
  readonly seeds: readonly number[];
  /** How many seeds it may become; 10 unless told. As many as `seeds` for those alone. */
  readonly maximumSeeds?: number;
  readonly backend: BackendChoice;
  readonly timeLimitSeconds: number;
  /** Values that the person keeps for arguments of the file's functions; directives in the code outdo them. */
  readonly pinned?: PinnedValues;
  /**
   * Probe only the models that are made at these places, by expressions of models or of layers; others of the file are neither trained nor reported.
   * All are probed where it is left out.
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
  /** Of the models, those that were reached only past parts of the code that cannot run here. */
  readonly guarded?: readonly ModelReport[];
}

export interface ProbeListener {
  progress(progress: ProbeProgress): void;
  /** What is known after another seed; the last call equals the result. */
  partial(result: FileProbe): void;
  /** What the first seed has measured in its first steps, until `partial` tells more: gradients, and no finding yet. */
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

/** Types the package's API; the build makes its declarations from this file. */

import type { BackendChoice } from '../probe/protocol/job';
import type { Report } from '../report/report';

export type { Finding, FindingCode, Fix, Severity, SuppressedFinding, Suppression, TextEdit } from '../report/finding';
export type { Location, Position, Range } from '../report/position';
export type {
  LayerReport,
  ModelReport,
  OutputStatistics,
  ProbeError,
  ProbeErrorCode,
  Report,
  Series,
  WeightReport,
} from '../report/report';

/**
 * How to probe. A setting that is left out comes from the gradline.config.json nearest to each file, or is the default.
 */
export interface ProbeSettings {
  /** Training steps for each seed; 30 by default. */
  readonly steps?: number;
  /** How many times each model is trained from the start; 3 by default, up to 10 where the seeds disagree. */
  readonly seeds?: number;
  /** The first seed; 1 by default. */
  readonly seed?: number;
  readonly backend?: BackendChoice;
  /** The limit for each file, in seconds; 60 by default. */
  readonly timeLimit?: number;
  /** Values for what the code leaves open, by name: `{ numClasses: 4, 'net.loss': 'meanSquaredError' }`. */
  readonly assume?: Readonly<Record<string, unknown>>;
  /** A gradline.config.json for all files. */
  readonly config?: string;
  /** Ends the probe; each file that it has not reached is an error of the report with the code `cancelled`. */
  readonly signal?: AbortSignal;
}

/**
 * Trains each TensorFlow.js model of some files for a moment, in threads of its own, and reports how gradients fare.
 *
 * @param paths files, folders or globs, relative to the current folder
 * @returns the same report as `gradline probe --format json`, with NaN and infinities as numbers
 * @throws where a setting is wrong; errors of the code are in the report's `errors`
 */
export declare const probe: (paths: string | readonly string[], settings?: ProbeSettings) => Promise<Report>;

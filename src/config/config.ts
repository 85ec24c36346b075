/** Types gradline.config.json; `schemas/config.schema.json` describes it to the editor and to the validator. */

import type { FindingCode } from '../report/finding';
import type { Range } from '../report/position';

export const configName = 'gradline.config.json';

/** Settings that may differ from file to file. */
export interface ConfigSettings {
  readonly steps?: number;
  readonly seeds?: number;
  /** Seconds, as `fixTimeLimit`. */
  readonly timeLimit?: number;
  readonly backend?: 'auto' | 'wasm' | 'cpu';
  readonly fixes?: 'auto' | 'onDemand' | 'off';
  readonly fixTimeLimit?: number;
  readonly disable?: readonly FindingCode[];
}

export interface Config extends ConfigSettings {
  readonly failOn?: 'error' | 'warning' | 'never';
  /** A path relative to the config. */
  readonly baseline?: string;
  readonly overrides?: readonly (ConfigSettings & { readonly files: readonly string[] })[];
}

/** A fault of the config's text. */
export interface ConfigFault {
  readonly range: Range;
  /** A whole sentence: what is wrong and what to write instead. */
  readonly message: string;
}

export type ConfigResult =
  { readonly ok: true; readonly config: Config } | { readonly ok: false; readonly faults: readonly ConfigFault[] };

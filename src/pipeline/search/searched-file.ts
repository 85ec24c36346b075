/** Types the file that a search is for. */

import type { ParsedFile } from '../../source/index';
import type { ModelSite, SourceSites } from '../../source/sites/sites';

/** The file to search, with what its text shows. */
export interface SearchedFile {
  readonly file: string;
  readonly parsed: ParsedFile;
  readonly sites: SourceSites;
  /** The models to find; undefined where only a run can tell which of them were asked for. */
  readonly asked: readonly ModelSite[] | undefined;
  /** Whether no expression of the file makes a model, so that other files make what it trains. */
  readonly makesNone: boolean;
}

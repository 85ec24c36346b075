/** What the probe asks its host for a saved model, and what the host answers. */

import type { BundleStack } from '../../report/position';

/** A saved model that user code loads; the probe itself can read no files. */
export interface ModelRequest {
  /** As user code names it: a path, or a URL. */
  readonly source: string;
  /** The call that loads it. */
  readonly stack: BundleStack;
}

export type ModelAnswer =
  | {
      readonly status: 'found';
      /** Its path from the folder of the file that is probed, for messages. */
      readonly shown: string;
      /** The text of its model.json. */
      readonly json: string;
      /** The bytes of its weight files, one after another; undefined where model.json names none. */
      readonly weights: ArrayBuffer | undefined;
      /** Where a file of weights is not there: a whole sentence that says which, and what to do. */
      readonly lacksWeights?: string;
    }
  /** `message` is a whole sentence: why there is none, and what to do. */
  | { readonly status: 'missing'; readonly message: string };

/** Answers the requests of a running job; never rejects. */
export type AnswerModel = (request: ModelRequest) => Promise<ModelAnswer>;

/** A request as it crosses to the host. */
export interface NumberedRequest {
  readonly id: number;
  readonly request: ModelRequest;
}

/** The answer to the request of the same number. */
export interface NumberedAnswer {
  readonly id: number;
  readonly answer: ModelAnswer;
}

/** Types the probe's requests for saved models, and the host's answers. */

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
      /** A whole sentence where a file of weights is missing: which one, and what to do. */
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

/** Types what a kind of fix gets, and the candidates that it proposes. */

import type { Finding, FindingCode, TextEdit } from '../../report/finding';
import type { ModelReport } from '../../report/report';
import type { ModelText } from '../../source/edits/model-text';
import type { FixKind } from './fix-kinds';

/** A change that may mend findings of a model; nobody has tried it. */
export interface Candidate {
  readonly kind: FixKind;
  /** The change in a few words, such as `swish + heNormal`. */
  readonly change: string;
  readonly edits: readonly TextEdit[];
  /** The findings that have to be gone for it to count as a fix. */
  readonly claims: readonly Finding[];
  /** What the user has to know besides, as a sentence. */
  readonly note?: string;
  /** Set for a change of the targets' scale or of the loss, so that losses before and after do not compare directly. */
  readonly rescales?: true;
  /** Set where two nets are trained against each other, so that a lower loss of one is no better. */
  readonly isContest?: true;
  /** The same field of its kind. */
  readonly oneIsEnough?: true;
}

/** What a kind proposes for one finding. */
export interface Proposal extends Pick<Candidate, 'change' | 'edits' | 'note' | 'rescales' | 'isContest'> {
  /** Set where the numbers of the model itself speak for it, so that the search tries it early. */
  readonly isLikely?: true;
}

/** The model as it stands. */
export interface CandidateContext {
  readonly model: ModelReport;
  readonly text: ModelText;
  /** The version of TensorFlow.js that the user's project pins, such as `2.0.1`; undefined where nothing pins one. */
  readonly tfjsVersion?: string | undefined;
}

export interface CandidateKind {
  readonly kind: FixKind;
  /** The findings that it may mend. */
  readonly codes: readonly FindingCode[];
  /** Set where its proposals differ only by a number: once one of them is proven, the search tries no other. */
  readonly oneIsEnough?: true;
  /** Set where it may make finite what is not finite in the data. */
  readonly mendsData?: true;
  /** @returns the proposals, the most promising first; empty where it has none */
  readonly propose: (situation: CandidateContext, finding: Finding) => readonly Proposal[];
}

/** Explains in a sentence what a finding means for one layer; the finding's own message has the numbers. */

import { decidingFinding, verdictWord } from '../../report/badge';
import type { Finding, FindingCode } from '../../report/finding';
import type { LayerReport } from '../../report/report';

/** `cause` for the layer that does it, `effect` for a layer that suffers from it. */
const meanings: Readonly<Record<FindingCode, { readonly cause: string; readonly effect?: string }>> = {
  'vanishing-gradient': {
    cause: 'The gradient shrinks in this layer on its way back, so what comes before it hardly learns.',
    effect: 'Hardly any gradient reaches this layer, so it hardly learns.',
  },
  'exploding-gradient': {
    cause: 'The gradient grows in this layer on its way back, so the layers before it are changed far too much.',
    effect: 'The gradient that reaches this layer has grown far too large to learn from.',
  },
  'non-finite': { cause: 'Numbers here became NaN or infinite; training cannot go on from them.' },
  'dead-units': {
    cause: 'Units of this layer are zero whatever comes in. A dead unit gets no gradient, so it stays dead.',
  },
  'saturated-activation': {
    cause: 'The outputs sit at the flat ends of the activation, where hardly any gradient gets through.',
  },
  'zero-gradient': {
    cause: 'This layer lets no gradient through, so what comes before it does not learn.',
    effect: 'No gradient at all reaches this layer, so it does not learn.',
  },
  'symmetric-weights': {
    cause: 'The units of this layer start equal and get equal gradients, so they stay copies of one another.',
  },
  'update-too-small': { cause: 'Each step changes this layer too little to get anywhere in a reasonable time.' },
  'update-too-large': { cause: 'Each step changes this layer so much that what it has learned is lost.' },
  'few-steps': { cause: 'The code trains this layer for a handful of steps only.' },
  'unreachable-targets': {
    cause: 'This layer cannot reach its targets: they lie outside the range of its activation.',
  },
  'unscaled-data': {
    cause: 'The inputs or the targets are far from 1, and layers learn badly from such numbers.',
  },
  'not-learning': {
    cause: 'Gradients flow here, but the model does no better than giving every example the same answer.',
  },
  'output-loss-mismatch': {
    cause: 'The outputs of this layer are not what the loss takes, so the loss measures something else than intended.',
  },
};

/** @returns the verdict, such as `↓ vanishing`, and the sentence; undefined without a finding above information */
export function plainVerdict(
  layer: LayerReport,
  findings: readonly Finding[],
): { readonly word: string; readonly meaning: string } | undefined {
  const finding = decidingFinding(findings);
  if (!finding || finding.severity === 'information') return undefined;
  const { cause, effect = cause } = meanings[finding.code];
  // No gradient leaves a first layer, so it cannot be the cause, even on the line that the finding blames.
  const suffers = finding.role === 'effect' || (Number.isNaN(layer.backwardGain) && (layer.timeSteps?.length ?? 0) < 2);
  return { word: verdictWord(finding), meaning: suffers ? effect : cause };
}

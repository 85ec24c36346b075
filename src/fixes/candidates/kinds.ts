/** Lists the kinds of candidates, those first that are made for one fault, then those that authors need most often. */

import type { CandidateKind } from '../contract/candidate';
import { broadcast } from './broadcast';
import { dataScaling } from './data-scaling';
import { gradientClipping } from './gradient-clipping';
import { hiddenActivation } from './hidden-activation';
import { initializers } from './initializers';
import { inputScaling } from './input-scaling';
import { layerSize } from './layer-size';
import { learningRate } from './learning-rate';
import { normalization } from './normalization';
import { optimizer } from './optimizer';
import { outputAndLoss } from './output-and-loss';
import { recurrentLayer } from './recurrent-layer';
import { residual } from './residual';
import { safeArithmetic } from './safe-arithmetic';

export const candidateKinds: readonly CandidateKind[] = [
  broadcast,
  recurrentLayer,
  safeArithmetic,
  outputAndLoss,
  hiddenActivation,
  learningRate,
  dataScaling,
  inputScaling,
  initializers,
  optimizer,
  normalization,
  gradientClipping,
  residual,
  layerSize,
];

/** Lists the kinds of candidates, those first that are made for one fault, then those that authors need most often. */

import type { CandidateKind } from '../contract/candidate';
import { broadcast } from './arithmetic/broadcast';
import { classNumbers } from './arithmetic/class-numbers';
import { clippedOutputs } from './arithmetic/clipped-outputs';
import { headActivation } from './arithmetic/head-activation';
import { lossArguments } from './arithmetic/loss-arguments';
import { lossOfOneColumn } from './arithmetic/loss-of-one-column';
import { lossSign } from './arithmetic/loss-sign';
import { safeArithmetic } from './arithmetic/safe-arithmetic';
import { softmaxByHand } from './arithmetic/softmax-by-hand';
import { softmaxOverBatch } from './arithmetic/softmax-over-batch';
import { sums } from './arithmetic/sums';
import { swappedAxes } from './arithmetic/swapped-axes';
import { columnScaling } from './data/column-scaling';
import { dataScaling } from './data/data-scaling';
import { floatDivision } from './data/float-division';
import { inputScaling } from './data/input-scaling';
import { missingValues } from './data/missing-values';
import { realExamples } from './data/real-examples';
import { shuffledTogether } from './data/shuffled-together';
import { statisticsAxis } from './data/statistics-axis';
import { tinyInputs } from './data/tiny-inputs';
import { dropoutRate } from './layers/dropout-rate';
import { freezing } from './layers/freezing';
import { hiddenActivation } from './layers/hidden-activation';
import { hiddenLayer } from './layers/hidden-layer';
import { biases } from './starts/biases';
import { initializers } from './starts/initializers';
import { innerLayers } from './layers/inner-layers';
import { layerSize } from './layers/layer-size';
import { normalization } from './layers/normalization';
import { outputAndLoss } from './layers/output-and-loss';
import { padding } from './layers/padding';
import { passGradients } from './layers/pass-gradients';
import { penalty } from './layers/penalty';
import { recurrentLayer } from './layers/recurrent-layer';
import { residual } from './layers/residual';
import { settingName } from './layers/setting-name';
import { setWeights } from './starts/set-weights';
import { softmaxAxis } from './layers/softmax-axis';
import { variableStarts } from './starts/variable-starts';
import { applyGradients } from './training/apply-gradients';
import { batchSize } from './training/batch-size';
import { epochs } from './training/epochs';
import { gradientClipping } from './training/gradient-clipping';
import { classWeights } from './training/class-weights';
import { clipBothSides } from './training/clip-both-sides';
import { variableList } from './training/variable-list';
import { learningRate } from './training/learning-rate';
import { optimizer } from './training/optimizer';
import { weightsOnce } from './training/weights-once';

export const candidateKinds: readonly CandidateKind[] = [
  settingName,
  weightsOnce,
  clipBothSides,
  variableList,
  classWeights,
  innerLayers,
  broadcast,
  classNumbers,
  lossArguments,
  lossSign,
  lossOfOneColumn,
  sums,
  swappedAxes,
  clippedOutputs,
  applyGradients,
  headActivation,
  epochs,
  floatDivision,
  statisticsAxis,
  missingValues,
  shuffledTogether,
  softmaxAxis,
  softmaxOverBatch,
  padding,
  passGradients,
  batchSize,
  dropoutRate,
  penalty,
  setWeights,
  biases,
  recurrentLayer,
  softmaxByHand,
  safeArithmetic,
  outputAndLoss,
  hiddenLayer,
  hiddenActivation,
  learningRate,
  realExamples,
  tinyInputs,
  columnScaling,
  dataScaling,
  inputScaling,
  initializers,
  variableStarts,
  optimizer,
  normalization,
  gradientClipping,
  residual,
  layerSize,
  freezing,
];

/** Lists the kinds of fixes; `docs/fixes/<kind>.md` explains each. */

export const fixKinds = [
  'output-and-loss',
  'hidden-activation',
  'learning-rate',
  'input-scaling',
  'initializers',
  'optimizer',
  'normalization',
  'layer-size',
  'gradient-clipping',
  'recurrent-layer',
  'safe-arithmetic',
  'residual',
  'data-scaling',
  'broadcast',
  'missing-values',
  'softmax-axis',
  'pass-gradients',
  'batch-size',
  'dropout-rate',
  'penalty',
  'freezing',
  'epochs',
  'loss-arguments',
  'loss-sign',
  'apply-gradients',
  'shuffled-together',
  'hidden-layer',
  'padding',
] as const;

export type FixKind = (typeof fixKinds)[number];

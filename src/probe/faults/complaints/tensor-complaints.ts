/** Says in plain words what tfjs refuses about tensors, and about the losses of hand-written loops. */

import { complain, sizes, numberOfValues, type Rule } from './complaint-words';

/** The engine asks which variables there are before it runs the loss. */
const weightsComeLate =
  'A layer makes its weights when it is first applied: apply it to an input once before the first step. A variable ' +
  'has to be made before it, too.';

export const tensorRules: readonly Rule[] = [
  [
    /^Error in matMul: inner shapes \((\d+)\) and \((\d+)\) of Tensors with shapes ([\d,]+) and ([\d,]+)/,
    ([, inner, outer, a, b]) =>
      complain(
        'shape',
        `matMul gets [${sizes(a)}] and [${sizes(b)}]: the first has ${inner} columns, ` +
          `so the second needs ${inner} rows, but has ${outer}.`,
      ),
  ],
  [
    /^Operands could not be broadcast together with shapes ([\d,]*) and ([\d,]*)\./,
    ([, a, b]) =>
      complain(
        'shape',
        `The two tensors have shapes [${sizes(a)}] and [${sizes(b)}], which do not go together: ` +
          'read from the last axis, sizes have to be equal, or one of them 1.',
      ),
  ],
  [
    /^shape of the new value \(([\d,]*)\) and previous value \(([\d,]*)\) must match/,
    ([, now, before]) =>
      complain(
        'shape',
        `The variable has shape [${sizes(before)}] and cannot be assigned a tensor of shape [${sizes(now)}].`,
      ),
  ],
  [
    /^Based on the provided shape, \[([^\]]*)\], the tensor should have (\d+) values? but has (\d+)/,
    ([, shape, wanted, got]) =>
      complain('shape', `A tensor of shape [${sizes(shape)}] has ${wanted} numbers, but is given ${got}.`),
  ],
  [
    /^Length of values '(\d+)' does not match the size inferred by the shape '(\d+)'/,
    ([, got, wanted]) =>
      complain(
        'shape',
        `The rows are not all equally long: as many as in the first row would make ${wanted} numbers, ` +
          `but there are ${got}.`,
      ),
  ],
  [
    /^Size\((\d+)\) must match the product of shape ([\d,]+)/,
    ([, got, shape]) =>
      complain(
        'shape',
        `reshape cannot make [${sizes(shape)}] of ${got} numbers: that shape holds ${numberOfValues(shape)}.`,
      ),
  ],
  [
    /^Error in concat\dD: Shape of tensors\[\d+\] \(([\d,]*)\) .* the rest \(([\d,]*)\) along the .* axis (\d+)/,
    ([, other, first, axis]) =>
      complain(
        'shape',
        `concat gets [${sizes(first)}] and [${sizes(other)}], which differ in axis ${axis}: all axes but ` +
          'the one that is joined have to be equal.',
      ),
  ],
  [
    /^Error in slice\dD: begin\[(\d+)\] \+ size\[\d+\] \((\d+)\) would overflow input\.shape\[\d+\] \((\d+)\)/,
    ([, axis, end, size]) =>
      complain('shape', `slice reads up to ${end} in axis ${axis}, where there are only ${size}.`),
  ],
  [
    /^The f passed in variableGrads\(f\) must return a scalar, but it returned a rank-(\d+) tensor/,
    ([, rank]) =>
      complain(
        'training',
        `The loss function gives a tensor of ${rank} axes, but has to give one number: a scalar, ` +
          'such as that of .mean().',
      ),
  ],
  [
    /^Cannot find a connection between any variable/,
    (_, { buildsInStep = false }) =>
      complain(
        'training',
        buildsInStep
          ? `The weights that the loss depends on were not there yet when this step began. ${weightsComeLate}`
          : 'The loss does not depend on any variable that can be trained: ' +
              'nothing that the loss function computes uses one.',
      ),
  ],
  [
    /^Cannot compute gradient: gradient function not found for (\w+)/,
    ([, kernel]) =>
      complain(
        'training',
        `TensorFlow.js has no gradient for ${kernel}, which the loss goes through. Compute that part of the loss by ` +
          'other operations.',
      ),
  ],
  [
    /^Cannot return a Promise inside of tidy/,
    () =>
      complain(
        'training',
        'The loss function is async, so that it gives a promise. It has to give a tensor at once: ' +
          'drop async and await.',
      ),
  ],
  [
    /^The result y returned by f\(\) must be a tensor/,
    () =>
      complain(
        'training',
        'The loss function has to give a tensor, but gives none. It must not be async, and has to end in return.',
      ),
  ],
  [
    /^variableGrads\(\) expects at least one of the input variables to be trainable, but none of the (\d+)/,
    ([, count], { call, isFrozen = false }) =>
      complain('training', nothingToTrain(Number(count), call.startsWith('optimizer.') && !isFrozen)),
  ],
  [
    /^Error in gradient for op (\w+)\. The gradient of input '\w+' has shape '([\d,]+)', which .* input '([\d,]*)'/,
    ([, operation, gradient, input]) =>
      complain(
        'shape',
        `${operation} takes two tensors of other shapes: one is [${sizes(input)}], and both together make ` +
          `[${sizes(gradient)}]. TensorFlow.js has no gradient for that. Give both the same shape first, by reshape.`,
      ),
  ],
];

/**
 * @param count how many variables should be trained, though none of them can be
 * @param comesEarly whether an optimizer's step has no variable because none was made yet
 */
function nothingToTrain(count: number, comesEarly: boolean): string {
  if (count === 0 && comesEarly) return `There is nothing to train yet when this step begins. ${weightsComeLate}`;
  const frozen = 'Nothing is left to train: every layer is frozen (trainable = false)';
  // A model keeps the list of weights that its compile found, and passes over those that were frozen afterwards.
  return count === 0
    ? `${frozen}. Unfreeze one, or add a layer, before compile.`
    : `${frozen}. TensorFlow.js freezes them for models that were compiled before, too: ` +
        'set trainable = true before this step, and false again behind it.';
}

/** Says in plain words what tfjs refuses about names, losses, optimizers and metrics. */

import { complain, functionName, quotedNames, type Rule } from './complaint-words';
import { layerFactoryLike, type NameKind, namesOf, nearestName } from './known-names';
import type { Complaint } from './refused-call';

export const compileRules: readonly Rule[] = [
  [
    /^(\w+): Improper config format/,
    ([, key], call) =>
      complain(
        'setting',
        `${key} of ${functionName(call)} is no name of TensorFlow.js. Give it as text, ` +
          `such as ${key}: ${key === 'activation' ? '"relu"' : '"zeros"'}.`,
      ),
  ],
  [
    /^Unknown (activation|initializer|regularizer|constraint): (.+?)\. This may be due/,
    ([, kind, name]) => unknownName(kind as NameKind, name),
  ],
  [/^Unknown (loss|metric) (.+?)(?:\.|$)/, ([, kind, name]) => unknownName(kind as NameKind, name)],
  [/^Unknown Optimizer (.+)$/, ([, name]) => unknownName('optimizer', name)],
  [
    /^User-defined optimizer must be an instance of tf\.Optimizer/,
    (_, call) =>
      complain(
        'setting',
        call.notCalled === undefined
          ? 'optimizer is no optimizer of TensorFlow.js. Give a name such as "adam", ' +
              'or what tf.train.adam(0.001) gives.'
          : `${call.notCalled} is not called, so that optimizer is a function. Write ${call.notCalled}(0.001).`,
      ),
  ],
  [
    /you passed loss=\.$/,
    () =>
      complain(
        'setting',
        'compile gets no loss: it is missing, misspelt, or undefined. Give a name such as "meanSquaredError", ' +
          'or one of tf.losses.',
      ),
  ],
  [
    /^When passing an Array as loss, .* The model has (\d+) output\(s\), but you passed loss=(.+)\.$/,
    ([, outputs, losses]) =>
      complain(
        'setting',
        `compile gets ${losses.split(',').length} losses, but the model has ${outputs} outputs. ` +
          'Give one loss for each.',
      ),
  ],
  [
    /^Unknown entry in loss dictionary: "(.+?)"\. Only expected the following keys: (.+)$/,
    ([, key, keys]) =>
      complain(
        'name',
        `loss names an output "${key}", but the outputs are called ${quotedNames(keys.split(','), 'and')}.`,
      ),
  ],
  [
    /^The model needs to be compiled before being used|^You must compile a model before/,
    () =>
      complain(
        'training',
        'The model is not compiled before it is trained. Call model.compile({optimizer, loss}) first.',
      ),
  ],
  [
    /^Cannot start training because another fit\(\) call is ongoing/,
    (_, { call }) =>
      complain(
        'training',
        `${call} is called again before an earlier call for the same model has ended, which TensorFlow.js refuses: ` +
          `only the first call trains. Wait for each one: await ${call}(…).`,
      ),
  ],
];

/** Names in a call of several lines; what is said of a layer stands where the layer does. */
const inCompile: ReadonlySet<NameKind> = new Set(['loss', 'metric', 'optimizer']);

function unknownName(kind: NameKind, name: string): Complaint {
  const names = namesOf(kind);
  const nearest = nearestName(name, names);
  const layer = kind === 'activation' ? layerFactoryLike(name) : undefined;
  const choices = [nearest && `"${nearest}"`, layer && `the layer tf.layers.${layer}`].filter(
    (choice) => choice !== undefined,
  );
  const advice =
    choices.length > 0
      ? `Did you mean ${choices.join(', or ')}?`
      : `There are ${quotedNames(names.slice(0, 12), 'and')}.`;
  return {
    ...complain('name', `"${name}" is no ${kind} of TensorFlow.js. ${advice}`),
    ...(inCompile.has(kind) && { unknownName: name }),
  };
}

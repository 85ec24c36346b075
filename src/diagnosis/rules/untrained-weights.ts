/**
 * Part of the rule zero-gradient: weights that the loss has a gradient for, and a training does not train. A loop
 * leaves out the gradients of one sign, or a variable that its list of variables does not hold; `fit` does not know the
 * layers that a layer makes by itself.
 */

import type { Finding } from '../../report/finding';
import type { LossSlipReport } from '../../report/losses';
import { type Facts, isMajority, lossFalls, type SeedFacts } from '../evidence/facts';
import { lastShare } from '../evidence/further-steps';
import { layersWhere } from '../evidence/layer-graph';
import { hasOpponent } from '../evidence/opponent';
import { thresholds } from '../thresholds/thresholds';
import { shapeText } from '../phrases/phrases';
import { toFinding, trainingPlace } from '../phrases/verdict';

/** One finding for each such slip. */
export function untrainedWeights(facts: Facts): Finding[] {
  const { lossSlips = [] } = facts.model;
  const slips = lossSlips.flatMap((slip) => {
    if (slip.kind === 'one-sided') return [oneSided(facts, slip)];
    return slip.kind === 'left-out' && !hasOpponent(facts) ? [leftOut(facts, slip)] : [];
  });
  return [...unlisted(facts), ...unlistedVariables(facts), ...slips];
}

/**
 * Layers that a layer of the code's own makes and calls. TensorFlow.js trains what `addWeight` makes, and what
 * `trainableWeights` gives; it does not look for layers in fields.
 */
function unlisted(facts: Facts): Finding[] {
  const { layers } = facts.model;
  const found = layersWhere(layers, (layer) => layer.unlisted === true && !layer.madeUp && !layer.givenWeights);
  if (found.length === 0) return [];
  const isOne = found.length === 1;
  const names = [...new Set(found.map((index) => layers[index].className))].join(' and ');
  return [
    toFinding(facts, {
      code: 'zero-gradient',
      severity: isMajority(facts, unlearned(facts)) ? 'warning' : 'information',
      role: 'cause',
      message:
        `${isOne ? `This ${names} layer is` : `These ${found.length} layers (${names}) are`} made inside another ` +
        `layer, and the model has none of ${isOne ? 'its' : 'their'} weights: fit trains what addWeight makes, and ` +
        "looks for no layers in fields, so no step changes them. List them at the end of the outer layer's build: " +
        'this.trainableWeights = [...this.trainableWeights, ...inner.trainableWeights]. Or put the inner layers into ' +
        'the model one by one.',
      headline: 'a layer inside another is left out of training',
      at: layers[found[0]],
      layers: found,
    }),
  ];
}

/** Variables that a layer of the code's own makes by `tf.variable`: TensorFlow.js knows what `addWeight` makes. */
function unlistedVariables(facts: Facts): Finding[] {
  const { layers } = facts.model;
  return layersWhere(layers, (layer) => layer.unlistedVariable !== undefined && !layer.madeUp).map((index) => {
    const { className, unlistedVariable: { shape, at } = { shape: [] } } = layers[index];
    return toFinding(facts, {
      code: 'zero-gradient',
      severity: isMajority(facts, unlearned(facts)) ? 'warning' : 'information',
      role: 'cause',
      message:
        `The ${className} layer reads this variable of ${shapeText(shape)}, and the model does not have it among its ` +
        'weights: fit trains what addWeight makes, so no step changes it. Make it in build by this.addWeight(name, ' +
        'shape, dtype, initializer), and read it in call by read().',
      headline: 'a variable of a layer is left out of training',
      at: at ?? layers[index],
      layers: [index],
    });
  });
}

/** The seeds that do not learn, or have most of it still ahead. */
function unlearned(facts: Facts): readonly SeedFacts[] {
  return facts.seeds.filter((seed) => !lossFalls(seed) || lastShare(facts, seed) > thresholds.steps.notBegun);
}

function oneSided(facts: Facts, { operation, at }: LossSlipReport): Finding {
  const isNegative = operation === 'negative';
  return toFinding(facts, {
    code: 'zero-gradient',
    severity: 'warning',
    role: 'cause',
    message:
      `The gradients ${isNegative ? 'below' : 'above'} 0 change no weight: this leaves only those ` +
      `${isNegative ? 'above' : 'below'} 0, so that no weight can ever become ${isNegative ? 'larger' : 'smaller'}. ` +
      'Limit gradients on both sides, such as clipByValue(-1, 1).',
    headline: 'gradients of one sign are left out',
    at: at ?? trainingPlace(facts),
    layers: [],
  });
}

/**
 * Information where the model learns all the same, since the code may keep a variable as it is on purpose, and where
 * the loop trains another one of that shape: a target network is a copy that code renews from time to time.
 */
function leftOut(facts: Facts, { operation: name, shapes, at }: LossSlipReport): Finding {
  const { layers } = facts.model;
  const trained = new Set(layers.flatMap(({ weights }) => weights.map(({ shape }) => shape.join())));
  const isCopy = shapes.some((shape) => trained.has(shape.join()));
  const sizes = shapes.map(shapeText).join(' and ');
  const isOne = shapes.length === 1;
  const what = isOne
    ? `${name === '' ? '' : `${name}, `}a variable of shape ${sizes}`
    : `${shapes.length} variables of shapes ${sizes}${name === '' ? '' : ` (${name})`}`;
  const it = isOne ? 'it' : 'them';
  return toFinding(facts, {
    code: 'zero-gradient',
    severity: isMajority(facts, unlearned(facts)) && !isCopy ? 'warning' : 'information',
    role: 'cause',
    message:
      `The loss multiplies by ${what}, and no step changes ${it}: the list of variables to train leaves ${it} out. ` +
      `Add ${it} to that list, or leave the list away; what is to stay as it is, make by tf.variable(value, false).`,
    headline: isOne ? 'a variable is left out of training' : 'variables are left out of training',
    at: at ?? trainingPlace(facts),
    layers: [],
  });
}

/**
 * Part of the rule not-learning: a hidden layer of one unit through which all must pass that tells several classes
 * apart. It is what holds a model that learns nothing; one that learns gets it as information.
 */

import type { Finding } from '../../report/finding';
import { type Facts } from '../evidence/facts';
import { isTrainable } from '../evidence/layer-graph';
import { headOf } from '../evidence/outputs-of-losses';
import { kindText, lineText } from '../phrases/phrases';
import { toFinding } from '../phrases/verdict';

/** With two classes one number is all that is needed. */
const leastClasses = 3;
/** Layers that give one number for each that they read. */
const passing = /^(Activation|ReLU|LeakyReLU|ELU|PReLU|Dropout|BatchNormalization|LayerNormalization|Reshape|Flatten)$/;

/** The dense layer of one unit that the only head reads alone; undefined where there is none, or few classes. */
export function layerOfOneUnit(facts: Facts): number | undefined {
  const { layers, lossCalls = [] } = facts.model;
  if (!lossCalls.some(({ kind }) => kind === 'categorical' || kind === 'sparse')) return undefined;
  const heads = headOf(facts);
  if (heads.length !== 1) return undefined;
  const sourceOf = (index: number): number | undefined =>
    layers[index].inputs.length === 1 ? layers[index].inputs[0] : undefined;
  const skipPassing = (start: number | undefined): number | undefined => {
    let at = start;
    while (at !== undefined && passing.test(layers[at].className)) at = sourceOf(at);
    return at;
  };
  // A head may end in an activation of its own.
  const head = skipPassing(heads[0]);
  if (head === undefined || (layers[head].outputShape.at(-1) ?? 0) < leastClasses) return undefined;
  const before = layers[head].className === 'Dense' ? skipPassing(sourceOf(head)) : undefined;
  if (before === undefined || layers[before].className !== 'Dense' || !isTrainable(layers[before])) return undefined;
  const { outputShape } = layers[before];
  return outputShape.at(-1) === 1 && outputShape.length === 2 ? before : undefined;
}

/** What holds such a model, and what to do about it. */
export function oneUnitReason(facts: Facts): string {
  const classes = facts.model.layers[headOf(facts)[0]].outputShape.at(-1) ?? 0;
  return (
    `All that the head knows of an example is the one number that this layer gives, and ${classes} classes have to ` +
    'share its line: give the layer more units than there are classes, such as ' +
    `units: ${2 ** Math.ceil(Math.log2(2 * classes))}.`
  );
}

/** Information on a model that learns all the same, or whose learning is not known. */
export function oneUnitBeforeClasses(facts: Facts): Finding[] {
  const index = layerOfOneUnit(facts);
  if (index === undefined) return [];
  const layer = facts.model.layers[index];
  const head = facts.model.layers[headOf(facts)[0]];
  return [
    toFinding(facts, {
      code: 'not-learning',
      severity: 'information',
      role: 'cause',
      message:
        `This ${kindText(layer)} layer has one unit before the head at ${lineText(head)}. ` + oneUnitReason(facts),
      headline: 'gradients flow; one unit before several classes',
      at: layer,
      layers: [index],
      blames: [{ setting: 'units', layers: [index] }],
    }),
  ];
}

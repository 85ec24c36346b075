/** Tells whether a parameter takes a model or a layer, so that the probe passes one that was made before. */

import ts from 'typescript';

/** Members that only a model has, and the one that layers have as well. */
const modelMembers = new Set([
  'layers',
  'inputs',
  'outputs',
  'getLayer',
  'predict',
  'predictOnBatch',
  'summary',
  'getWeights',
  'setWeights',
  'fit',
  'fitDataset',
  'trainOnBatch',
  'compile',
  'evaluate',
  'save',
  'countParams',
  'trainableWeights',
]);

/** For a value that JSON cannot carry; undefined where nothing says that it is a model or a layer. */
export function neededPart(
  name: string,
  uses: readonly ts.Expression[],
  type: ts.TypeNode | undefined,
): 'model' | 'layer' | undefined {
  const asked = type?.getText() ?? '';
  // Nothing tells the length of a list, and callers may fill an empty one.
  if (type && (ts.isArrayTypeNode(type) || ts.isTypeOperatorNode(type) || /^(?:Readonly)?Array</.test(asked)))
    return undefined;
  if (/\b(?:LayersModel|Sequential|Model)\b/.test(asked)) return 'model';
  const members = uses.map(({ parent }) => (ts.isPropertyAccessExpression(parent) ? parent.name.text : ''));
  if (members.some((member) => modelMembers.has(member))) return 'model';
  if (members.includes('apply') || /\bLayer\b/.test(asked))
    return /encoder|decoder|model|network|generator|discriminator/i.test(name) ? 'model' : 'layer';
  return /(?:model|network|encoder|decoder|generator|discriminator)$/i.test(name) &&
    !/\b(?:Tensor|string|number)/.test(asked)
    ? 'model'
    : undefined;
}

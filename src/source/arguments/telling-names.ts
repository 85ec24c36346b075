/** Lists members, functions and operators that tell the kind of value they are used on. */

import ts from 'typescript';

/** Functions that only the tfjs namespace has. */
export const tfFunctions = new Set([
  'sequential',
  'tidy',
  'tensor',
  'tensor1d',
  'tensor2d',
  'variable',
  'model',
  'input',
  'loadLayersModel',
]);
/** Parts of tfjs that only the tfjs namespace has. */
export const tfNamespaces = new Set(['train', 'losses', 'initializers', 'regularizers']);
export const arrayMembers = new Set([
  'length',
  'map',
  'forEach',
  'slice',
  'concat',
  'reduce',
  'filter',
  'join',
  'some',
  'every',
  'entries',
  'at',
  'push',
  'flat',
  'flatMap',
]);
export const stringMembers = new Set([
  'match',
  'substring',
  'charCodeAt',
  'toLowerCase',
  'toUpperCase',
  'split',
  'startsWith',
  'endsWith',
  'trim',
  'replace',
  'charAt',
]);
/** Members of tensors, layers and models. */
export const aliveMembers = new Set(['shape', 'inputs', 'outputs', 'weights', 'trainableWeights', 'dtype']);
export const numberOperators = new Set([
  ts.SyntaxKind.MinusToken,
  ts.SyntaxKind.AsteriskToken,
  ts.SyntaxKind.SlashToken,
  ts.SyntaxKind.PercentToken,
  ts.SyntaxKind.AsteriskAsteriskToken,
  ts.SyntaxKind.LessThanToken,
  ts.SyntaxKind.GreaterThanToken,
  ts.SyntaxKind.LessThanEqualsToken,
  ts.SyntaxKind.GreaterThanEqualsToken,
  ts.SyntaxKind.PlusEqualsToken,
  ts.SyntaxKind.MinusEqualsToken,
  ts.SyntaxKind.AsteriskEqualsToken,
]);
/** Functions of tfjs whose first argument is a shape. */
export const shapeTakers = new Set(['zeros', 'ones', 'fill', 'randomNormal', 'randomUniform', 'truncatedNormal']);
/** A name that exists, for a value that chooses one: `tf.layers[kind]`, `tf.train[optimizer]`. */
export const usualNames: ReadonlyMap<string, string> = new Map([
  ['layers', 'dense'],
  ['train', 'adam'],
  ['initializers', 'glorotNormal'],
  ['losses', 'meanSquaredError'],
]);

/** Recognizes imports of TensorFlow.js, and makes the module that gives them the probe's own copy. */

import { closest, distance } from 'fastest-levenshtein';
import { probeGlobalText } from '../../report/probe-globals';

/** The part of the union package `@tensorflow/tfjs` that another package, or one of its files, exports. */
export type TfjsPart =
  'tf' | 'classes' | 'data' | 'node' | 'layers' | 'initializers' | 'regularizers' | 'constraints' | 'metrics';

const packagePattern = /(?:^|\/)(?:npm:)?@tensorflow\/(tfjs(?:-[a-z-]+)?)(?:@[^/]+)?((?:\/.*)?)$/;
/** Scripts of CDNs that keep tfjs in a folder of another name. */
const cdnPattern = /^(?:https?:)?\/\/.*\/(?:tensorflow|tfjs)(?:@?[^/]*)?\/(?:.*\/)?(?:tf|tfjs)[\w.-]*\.js(?:[?#].*)?$/;
const unionPackages = /^tfjs(?:-core|-layers|-converter|-backend-[a-z-]+)?$/;
/** Files inside tfjs-layers export as single names the members of one object of the union. */
const innerParts: ReadonlyMap<string, TfjsPart> = new Map([
  ['exports_layers', 'layers'],
  ['exports_initializers', 'initializers'],
  ['exports_regularizers', 'regularizers'],
  ['exports_constraints', 'constraints'],
  ['exports_metrics', 'metrics'],
]);

/**
 * What an import specifier (`@tensorflow/tfjs-node`, `@tensorflow/tfjs/dist/index.js`, the URL of a CDN) stands for;
 * undefined where it is not tfjs itself, such as for tfjs-vis or the ready-made models.
 */
export function tfjsPart(specifier: string): TfjsPart | undefined {
  const found = packagePattern.exec(specifier.replace(/[?#].*$/, ''));
  if (!found) return cdnPattern.test(specifier) ? 'tf' : undefined;
  const [, name, inner] = found;
  if (name === 'tfjs-data') return 'data';
  if (name === 'tfjs-node' || name === 'tfjs-node-gpu') return 'node';
  if (!unionPackages.test(name)) return undefined;
  const stem = inner.slice(inner.lastIndexOf('/') + 1).replace(/\.[cm]?[jt]s$/, '');
  if (name !== 'tfjs-layers') return 'tf';
  return innerParts.get(stem) ?? (/^\/(?:dist|src)\/(?:engine|layers)\//.test(inner) ? 'classes' : 'tf');
}

/** The packages of TensorFlow.js on npm that code imports. */
const packageNames = [
  'tfjs',
  'tfjs-core',
  'tfjs-layers',
  'tfjs-converter',
  'tfjs-data',
  'tfjs-node',
  'tfjs-node-gpu',
  'tfjs-vis',
  'tfjs-automl',
  'tfjs-tflite',
  'tfjs-react-native',
  'tfjs-backend-cpu',
  'tfjs-backend-wasm',
  'tfjs-backend-webgl',
  'tfjs-backend-webgpu',
].map((name) => `@tensorflow/${name}`);

/** A name that differs by up to this many changed, added or missing letters counts as misspelt. */
const mostSlips = 2;

/**
 * The package of TensorFlow.js whose name is almost `specifier`, such as `@tensorflow/tfjs` for `@tensorflow/tfj`;
 * undefined where the name is one of theirs, or like none.
 */
export function nearestTfjsPackage(specifier: string): string | undefined {
  if (!specifier.includes('/') || packageNames.includes(specifier)) return undefined;
  const nearest = closest(specifier, packageNames);
  return distance(specifier, nearest) <= mostSlips ? nearest : undefined;
}

const union = probeGlobalText('tf');

/**
 * A CommonJS module whose exports are the probe's tfjs. Default imports get tfjs too. Where tfjs says that it is an ES
 * module, bundlers add no default: there the exports inherit from tfjs and add what is missing. Where tfjs has to be
 * extended, the exports own all of its members, because compilers' helpers for `import * as tf` copy only own members.
 */
export function tfjsModule(part: TfjsPart): string {
  switch (part) {
    case 'tf':
      return `const tf = ${union};
const lacksDefault = tf.__esModule && !('default' in tf);
module.exports = lacksDefault ? Object.create(tf, { default: { value: tf, enumerable: true } }) : tf;`;
    case 'node':
      // tfjs-node is the union plus `node`: image decoders and TensorBoard, which have no place in a sandbox.
      return `const tf = ${union};
const extra = { default: { value: tf, enumerable: true } };
if (!('node' in tf)) extra.node = { value: ${probeGlobalText('standIn')}('@tensorflow/tfjs-node'), enumerable: true };
module.exports = Object.defineProperties({ ...tf }, extra);`;
    case 'classes':
      // Files deep in tfjs-layers export the classes of layers, which tfjs registers by their names.
      return `const tf = ${union};
const { classNameMap } = tf.serialization.SerializationMap.getMap();
const classes = Object.fromEntries(Object.entries(classNameMap).map(([name, [made]]) => [name, made]));
module.exports = { ...tf, ...tf.layers, ...classes, Layer: tf.layers.Layer };`;
    case 'data':
    case 'layers':
    case 'initializers':
    case 'regularizers':
    case 'constraints':
    case 'metrics':
      return `module.exports = ${union}.${part};`;
  }
}

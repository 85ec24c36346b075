/** Writes models that the sweep's generator draws as programs, in the styles in which people write them. */

import { randomGenerator } from '../../src/probe/tfjs/seeded-random';
import { batchSizeOf, type Spec } from '../sweep/network';
import { drawSpecs } from '../sweep/specs';

export interface GeneratedModel {
  /** Holds the style and every choice. */
  readonly name: string;
  readonly text: string;
  readonly isTyped: boolean;
}

/** The statements that make `model`. */
type Style = (spec: Spec, isTyped: boolean) => string;

/** Styles that can lead a layer's input around it, and those that can not. */
const functional: Readonly<Record<string, Style>> = { functional: inLoop, helper: byHelper, class: inClass };
const sequential: Readonly<Record<string, Style>> = {
  add: byAdd,
  loop: byAddInLoop,
  array: asArray,
  shared: bySharing,
};

/** @returns always the same for the same seed */
export function* generatedModels(seed: number): Generator<GeneratedModel> {
  const random = randomGenerator(seed);
  const pick = <T>(choices: readonly T[]): T => choices[Math.floor(random.uniform() * choices.length)];
  for (const [name, spec] of drawSpecs(seed)) {
    const [style, write] = pick(Object.entries(spec.residual ? functional : { ...sequential, ...functional }));
    const isTyped = random.uniform() < 0.6;
    yield { name: `${style} ${name}`, isTyped, text: programOf(spec, write(spec, isTyped)) };
  }
}

function programOf(spec: Spec, made: string): string {
  const loss = spec.task === 'classes' ? 'categoricalCrossentropy' : 'meanSquaredError';
  return `import * as tf from '@tensorflow/tfjs';

${dataOf(spec)}
${made}
model.compile({ optimizer: ${optimizerOf(spec)}, loss: '${loss}' });
const data = examples();
model.fit(data.x, data.y, { epochs: 40, batchSize: ${batchSizeOf(spec)} });
`;
}

function optimizerOf({ optimizer }: Spec): string {
  const [name, rate] = optimizer.split(' ');
  return `tf.train.${name}(${rate}${name === 'momentum' ? ', 0.9' : ''})`;
}

function settingsOf({ kind, width, activation, initializer, norm }: Spec): string {
  const [name, value] = initializer.split(' ');
  const start = value
    ? name === 'normal'
      ? `tf.initializers.randomNormal({ stddev: ${value} })`
      : `tf.initializers.constant({ value: ${value} })`
    : `'${name}'`;
  const size = kind === 'dense' ? `units: ${width}` : `filters: ${width}, kernelSize: 3, padding: 'same'`;
  return `${size}, ${norm === 'none' ? `activation: '${activation}', ` : ''}kernelInitializer: ${start}`;
}

const makerOf = ({ kind }: Spec): string => (kind === 'dense' ? 'tf.layers.dense' : 'tf.layers.conv2d');
const shapeOf = ({ kind }: Spec): string => (kind === 'dense' ? '[8]' : '[5, 5, 1]');

/** What follows a hidden layer that is normalized. */
function normsOf({ norm, activation }: Spec): string[] {
  if (norm === 'none') return [];
  return [`tf.layers.${norm}Normalization()`, `tf.layers.activation({ activation: '${activation}' })`];
}

function endOf({ kind, task }: Spec): string[] {
  const head = task === 'classes' ? `{ units: 3, activation: 'softmax' }` : '{ units: 1 }';
  return [...(kind === 'conv' ? ['tf.layers.flatten()'] : []), `tf.layers.dense(${head})`];
}

const added = (layers: readonly string[], indent = ''): string =>
  layers.map((layer) => `${indent}model.add(${layer});`).join('\n');

function hiddenLayers(spec: Spec, settings: string): string[] {
  return Array.from({ length: spec.depth }, (_, index) => [
    `${makerOf(spec)}({ ${settings}${index === 0 ? `, inputShape: ${shapeOf(spec)}` : ''} })`,
    ...normsOf(spec),
  ]).flat();
}

function byAdd(spec: Spec): string {
  return `const model = tf.sequential();
${added([...hiddenLayers(spec, settingsOf(spec)), ...endOf(spec)])}`;
}

function byAddInLoop(spec: Spec): string {
  const first = [`${makerOf(spec)}({ ${settingsOf(spec)}, inputShape: ${shapeOf(spec)} })`, ...normsOf(spec)];
  const other = [`${makerOf(spec)}({ ${settingsOf(spec)} })`, ...normsOf(spec)];
  return `const model = tf.sequential();
${added(first)}
for (let i = 1; i < ${spec.depth}; i++) {
${added(other, '  ')}
}
${added(endOf(spec))}`;
}

function asArray(spec: Spec): string {
  const layers = [...hiddenLayers(spec, settingsOf(spec)), ...endOf(spec)];
  return `const model = tf.sequential({
  layers: [
${layers.map((layer) => `    ${layer},`).join('\n')}
  ],
});`;
}

function bySharing(spec: Spec, isTyped: boolean): string {
  return `const hidden = { ${settingsOf(spec)} }${isTyped ? ' as const' : ''};
const model = tf.sequential();
${added([...hiddenLayers(spec, '...hidden'), ...endOf(spec)])}`;
}

const cast = (isTyped: boolean): string => (isTyped ? ' as tf.SymbolicTensor' : '');

/** The statements that lead `x` through a hidden layer, or around it as well. */
function blockOf(spec: Spec, isTyped: boolean, layer: string, indent: string): string[] {
  const name = spec.residual ? 'y' : 'x';
  const steps = [layer, ...normsOf(spec)].map((one, index) => {
    const [declared, input] = index === 0 ? [spec.residual ? 'let y' : 'x', 'x'] : [name, name];
    return `${declared} = ${one}.apply(${input})${cast(isTyped)};`;
  });
  const around = spec.residual ? [`x = i > 0 ? (tf.layers.add().apply([x, y])${cast(isTyped)}) : y;`] : [];
  return [...steps, ...around].map((line) => indent + line);
}

function endApplied(spec: Spec, isTyped: boolean, indent: string): string[] {
  const ends = endOf(spec);
  return ends.map((layer, index) =>
    index === ends.length - 1
      ? `${indent}const output = ${layer}.apply(x)${cast(isTyped)};`
      : `${indent}x = ${layer}.apply(x)${cast(isTyped)};`,
  );
}

function graphOf(spec: Spec, isTyped: boolean, layer: string, indent: string): string {
  return [
    `${indent}const input = tf.input({ shape: ${shapeOf(spec)} });`,
    `${indent}let x${isTyped ? ': tf.SymbolicTensor' : ''} = input;`,
    `${indent}for (let i = 0; i < ${spec.depth}; i++) {`,
    ...blockOf(spec, isTyped, layer, `${indent}  `),
    `${indent}}`,
    ...endApplied(spec, isTyped, indent),
  ].join('\n');
}

function inLoop(spec: Spec, isTyped: boolean): string {
  return `${graphOf(spec, isTyped, `${makerOf(spec)}({ ${settingsOf(spec)} })`, '')}
const model = tf.model({ inputs: input, outputs: output });`;
}

function byHelper(spec: Spec, isTyped: boolean): string {
  return `function hiddenLayer() {
  return ${makerOf(spec)}({ ${settingsOf(spec)} });
}

function createModel() {
${graphOf(spec, isTyped, 'hiddenLayer()', '  ')}
  return tf.model({ inputs: input, outputs: output });
}

const model = createModel();`;
}

function inClass(spec: Spec, isTyped: boolean): string {
  return `class Network {
  build() {
${graphOf(spec, isTyped, `${makerOf(spec)}({ ${settingsOf(spec)} })`, '    ')}
    return tf.model({ inputs: input, outputs: output });
  }
}

const model = new Network().build();`;
}

const gaussian = `function gaussian() {
  return Math.sqrt(-2 * Math.log(1 - Math.random())) * Math.cos(2 * Math.PI * Math.random());
}
`;

/** The sweep's data: gratings in three directions, two clusters for each of three classes, or a smooth function. */
function dataOf({ kind, task }: Spec): string {
  const classes = `  const y = tf.oneHot(tf.range(0, 192).mod(tf.scalar(3)).toInt(), 3).toFloat();`;
  if (kind === 'conv')
    return `${gaussian}
function examples() {
  const pictures = Array.from({ length: 192 }, (_, i) => {
    const angle = (Math.PI * (i % 3)) / 3;
    const phase = 2 * Math.PI * Math.random();
    return Array.from({ length: 5 }, (_row, r) =>
      Array.from({ length: 5 }, (_column, c) => [
        Math.sin(1.2 * (r * Math.sin(angle) + c * Math.cos(angle)) + phase) + 0.2 * gaussian(),
      ]),
    );
  });
${classes}
  return { x: tf.tensor4d(pictures), y };
}
`;
  if (task === 'classes')
    return `${gaussian}
function examples() {
  const centers = Array.from({ length: 6 }, () => Array.from({ length: 8 }, gaussian));
  const rows = Array.from({ length: 192 }, (_, i) => centers[i % 6].map((c) => c + 0.4 * gaussian()));
${classes}
  return { x: tf.tensor2d(rows), y };
}
`;
  return `${gaussian}
function examples() {
  const rows = Array.from({ length: 192 }, () => Array.from({ length: 8 }, gaussian));
  const targets = rows.map(([a, b, c, d]) => [(a + Math.sin(2 * b) + 0.5 * c * d) / 1.3]);
  return { x: tf.tensor2d(rows), y: tf.tensor2d(targets) };
}
`;
}

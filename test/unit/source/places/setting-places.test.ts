/** What a finding blames leads to the line that writes it, in every style of writing settings. */

import type { BlamedText, LayerSetting, TrainingSetting } from '../../../../src/report/finding';
import assert from 'node:assert/strict';
import type { Location } from '../../../../src/report/position';
import { BlamedPlaces, type OtherFiles, parse, readSites } from '../../../../src/source/index';

const file = '/w/model.ts';

/** The setting that is blamed, the lines of the text, and the expected lines (counted from 1) with their notes. */
type Case = readonly [
  name: string,
  setting: LayerSetting | TrainingSetting,
  text: readonly string[],
  expected: readonly string[],
];

const layerSettings: readonly string[] = ['activation', 'kernelInitializer', 'biasInitializer', 'regularizer', 'rate'];

function placesIn(text: string, blamed: BlamedText, finding: Location, others?: OtherFiles): string[] {
  const parsed = parse(file, text);
  const places = new BlamedPlaces(
    {
      layers: readSites(parsed).layers.map(({ range }) => ({ file, range })),
      ...nameIn(text, 'compiledAt', 'compile('),
      ...nameIn(text, 'trainedAt', 'fit('),
    },
    (path) => (path === file ? parsed : undefined),
    others,
  );
  return places.of(finding, blamed).map(({ range, note, file: its }) => {
    const where = its === file ? '' : `${its} `;
    return `${where}${range.start.line + 1}: ${note}`;
  });
}

function nameIn(text: string, key: string, part: string): Readonly<Record<string, Location>> {
  return text.includes(part) ? { [key]: placeOf(text, part) } : {};
}

/** An empty range where `part` begins, as a stack frame names a call. */
function placeOf(text: string, part: string): Location {
  const before = text.slice(0, text.indexOf(part)).split('\n');
  const start = { line: before.length - 1, character: before[before.length - 1].length };
  return { file, range: { start, end: start } };
}

const cases: readonly Case[] = [
  ['a setting on the layer’s own line', 'activation', ["tf.layers.dense({ units: 4, activation: 'sigmoid' });"], []],
  ['a setting that is not there', 'kernelInitializer', ['tf.layers.dense({', '  units: 4,', '});'], []],
  [
    'a later line of the config',
    'activation',
    ['tf.layers.dense({', '  units: 4,', "  activation: 'sigmoid',", '});'],
    ['3: activation is set here'],
  ],
  [
    'a constant under its own name',
    'activation',
    ["const activation = 'sigmoid';", 'tf.layers.dense({ units: 4, activation });'],
    ['1: activation is set here'],
  ],
  [
    'a shared config that is spread',
    'activation',
    ["const hidden = { units: 4, activation: 'sigmoid' };", 'tf.layers.dense({ ...hidden, inputShape: [2] });'],
    ['1: activation is set here'],
  ],
  [
    'a config that a layer overrides',
    'activation',
    ["const hidden = { activation: 'sigmoid' };", "tf.layers.dense({ ...hidden, units: 4, activation: 'relu' });"],
    [],
  ],
  [
    'an argument of a helper',
    'activation',
    ['const hidden = (activation) => tf.layers.dense({ units: 4, activation });', '', "model.add(hidden('sigmoid'));"],
    ['3: activation is set here'],
  ],
  [
    'a condition',
    'activation',
    ['tf.layers.dense({', "  activation: isDeep ? 'relu' :", "    'sigmoid',", '});'],
    ['2: activation is set here', '3: activation is set here'],
  ],
  [
    'an initializer of a config',
    'kernelInitializer',
    ['tf.layers.dense({', '  units: 4,', '  kernelInitializer: tf.initializers.zeros(),', '});'],
    ['3: kernelInitializer is set here'],
  ],
  [
    'an initializer that a helper makes',
    'kernelInitializer',
    [
      'const normal = () => tf.initializers.randomNormal({ stddev: 2 });',
      'tf.layers.conv2d({ filters: 4, kernelSize: 3, kernelInitializer: normal() });',
    ],
    ['1: this initializer is made here'],
  ],
  [
    'a number that an initializer takes by name',
    'kernelInitializer',
    [
      'const spread = 2;',
      'tf.layers.dense({ units: 4, kernelInitializer: tf.initializers.randomNormal({ mean: 0, stddev: spread }) });',
    ],
    ['1: spread is set here'],
  ],
  [
    'the initializer of an embedding',
    'kernelInitializer',
    ['tf.layers.embedding({', '  inputDim: 9,', '  outputDim: 4,', "  embeddingsInitializer: 'zeros',", '});'],
    ['4: embeddingsInitializer is set here'],
  ],
  [
    'a regularizer with its factor',
    'regularizer',
    [
      'const l2 = 0.1;',
      'const penalty = () => tf.regularizers.l2({ l2 });',
      'tf.layers.dense({ units: 4, kernelRegularizer: penalty() });',
    ],
    ['1: l2 is set here', '2: this regularizer is made here'],
  ],
  [
    'the values of a variable',
    'kernelInitializer',
    ['const start = tf.zeros([2, 4]);', 'const w = tf.variable(start);'],
    ['1: these values are made here'],
  ],
  ['the values of a variable on its line', 'kernelInitializer', ['const w = tf.variable(tf.zeros([2, 4]));'], []],
  [
    'the values that become a variable by its method',
    'kernelInitializer',
    ['const start = tf.ones([2, 4]);', 'const w = start.variable();'],
    ['1: these values are made here'],
  ],
  [
    'the values that a helper of variables is given',
    'kernelInitializer',
    ['const trained = (start: tf.Tensor) => tf.variable(start);', 'const w = trained(tf.zeros([2, 4]));'],
    ['2: these values are made here'],
  ],
  [
    'the weights of a layer of the code’s own',
    'kernelInitializer',
    [
      'class Scale extends tf.layers.Layer {',
      '  build() {',
      "    this.w = this.addWeight('w', [2, 4], 'float32', tf.initializers.ones());",
      "    this.b = this.addWeight('bias', [4], 'float32', tf.initializers.zeros());",
      '  }',
      '}',
      'const scale = new Scale({});',
    ],
    ['3: this initializer is set here'],
  ],
  [
    'a loss by name',
    'loss',
    ['model.compile({', "  optimizer: 'adam',", "  loss: 'meanSquaredError',", '});'],
    ['3: loss is set here'],
  ],
  [
    'a loss that is a function',
    'loss',
    ['const error = (t, p) => t.sub(p).mean();', 'model.compile({', "  optimizer: 'sgd',", '  loss: error,', '});'],
    ['4: loss is set here'],
  ],
  [
    'a loss that is a declared function',
    'loss',
    ['function loss(t, p) {', '  return t.sub(p).mean();', '}', "model.compile({ optimizer: 'sgd', loss });"],
    ['4: loss is set here'],
  ],
  [
    'a learning rate by name',
    'learningRate',
    ['const rate = 3;', 'model.compile({ optimizer: tf.train.sgd(rate), loss: 0 });'],
    ['1: the learning rate is set here'],
  ],
  [
    'the learning rate of an optimizer in a constant',
    'learningRate',
    ['const optimizer = tf.train.sgd(3);', 'model.compile({ optimizer, loss: 0 });'],
    ['1: the learning rate is set here'],
  ],
  [
    'an optimizer by name',
    'learningRate',
    ['model.compile({', '  loss: 0,', "  optimizer: 'adam',", '});'],
    ['3: the optimizer is set here'],
  ],
  [
    'the epochs of fit',
    'epochs',
    ['const epochs = 2;', 'await model.fit(x, y, { batchSize: 8, epochs });'],
    ['1: epochs is set here'],
  ],
];

describe('the place of a blamed setting', () => {
  for (const [name, setting, lines, expected] of cases)
    it(`is found for ${name}`, () => {
      const text = [`import * as tf from '@tensorflow/tfjs'; ${lines[0]}`, ...lines.slice(1)].join('\n');
      const blamed = (layerSettings.includes(setting) ? { setting, layers: [0] } : { setting }) as BlamedText;
      assert.deepEqual(placesIn(text, blamed, placeOf(text, 'tf')), expected);
    });

  it('may be another file', () => {
    const text = [
      "import * as tf from '@tensorflow/tfjs';",
      "import { hidden } from './config';",
      'tf.layers.dense({ units: 4, activation: hidden });',
    ].join('\n');
    const config = parse('/w/config.ts', "\nexport const hidden = 'sigmoid';");
    const others: OtherFiles = {
      parsed: (path) => (path === config.file ? config : undefined),
      imports: new Map([[file, new Map([['./config', '/w/config.ts']])]]),
      callers: [],
    };
    const blamed: BlamedText = { setting: 'activation', layers: [0] };
    assert.deepEqual(placesIn(text, blamed, placeOf(text, 'tf'), others), ['/w/config.ts 2: activation is set here']);
  });
});

describe('the call of a loss function', () => {
  const of = (lines: readonly string[], operation: string, ...callers: readonly string[]): string[] => {
    const text = lines.join('\n');
    const blamed = { callOfLoss: callers.map((part) => placeOf(text, part)) };
    return placesIn(text, blamed, placeOf(text, operation));
  };
  const note = 'the loss function is called here with these outputs';

  it('is where a function gets its outputs', () => {
    const lines = [
      'const loss = (t, p) => tf.tidy(() => t.mul(p.log()).mean());',
      'optimizer.minimize(() =>',
      '  loss(y, net(x)));',
    ];
    assert.deepEqual(of(lines, 'mul(', 'tidy(', 'loss(y', 'minimize('), [`3: ${note}`]);
  });

  it('is not that of a function around the whole training', () => {
    const lines = [
      'function train(x, y) {',
      '  optimizer.minimize(() => y.mul(net(x).log()).mean());',
      '}',
      'train(images, labels);',
    ];
    assert.deepEqual(of(lines, 'mul(', 'minimize(', 'train(images'), []);
  });

  it('is none where tfjs calls the function', () => {
    const lines = ['const loss = (t, p) => t.mul(p.log()).mean();', 'await model.fit(x, y);'];
    assert.deepEqual(of(lines, 'mul(', 'fit('), []);
  });
});

describe('a division that may give no number', () => {
  const note = 'this division gives no number where its divisor is 0';
  const cases: readonly (readonly [name: string, text: readonly string[], lines: readonly number[]])[] = [
    [
      'is found in a helper',
      ['const scale = (v, low, high) =>', '  (v - low) / (high - low);', 'tf.tensor(rows.map((v) => scale(v, 0, 1)));'],
      [2],
    ],
    [
      'is found behind names',
      ['const scaled = rows.map((v) => v / deviation);', 'const list = scaled;', 'const x = tf.tensor(list);'],
      [1],
    ],
    ['is none by a number', ['const x = tf.tensor(rows.map((v) => v / 255));'], []],
    ['is none that is kept from 0', ['const x = tf.tensor(rows.map((v) => v / (range || 1)));'], []],
    ['is none with a small number added', ['const x = tf.tensor(rows.map((v) => v / (deviation + 1e-7)));'], []],
    ['is none by a length', ['const x = tf.tensor(rows.map((v) => v / rows.length));'], []],
    [
      'is told of ranges only where others divide as well',
      ['const a = rows.map((v) => v / total);', 'const b = a.map((v) => v / (high - low));', 'tf.tensor(b);'],
      [2],
    ],
  ];
  for (const [name, lines, expected] of cases)
    it(name, () => {
      const text = lines.join('\n');
      const found = placesIn(text, { divisions: true }, placeOf(text, 'tensor('));
      assert.deepEqual(
        found,
        expected.map((line) => `${line}: ${note}`),
      );
    });
});

describe('the numbers of a tensor', () => {
  const numbersOf = (lines: readonly string[]): string[] => {
    const text = lines.join('\n');
    const made = placeOf(text, 'tensor2d(');
    return placesIn(text, { numbersOf: made }, made);
  };

  it('come from where its list is filled', () => {
    const lines = ['const x = [];', 'for (let t = 0; t < 9; t++) {', '  x.push([t, 1]);', '}', 'tf.tensor2d(x);'];
    assert.deepEqual(numbersOf(lines), ['3: these numbers are put in here']);
  });

  it('come from the call of the function around it, through what is pushed', () => {
    const lines = [
      'function windows(values) {',
      '  const rows = [];',
      '  for (const i of steps) rows.push(values.slice(i, i + 3));',
      '  return tf.tensor2d(rows.map((row) => row));',
      '}',
      'windows(series);',
    ];
    assert.deepEqual(numbersOf(lines), ['3: these numbers are put in here', '6: these numbers are handed over here']);
  });

  it('are not looked for in names of properties, in other lists, or among many calls', () => {
    assert.deepEqual(numbersOf(['const x = [];', 'x.push(1);', 'tf.tensor2d(table.x);']), []);
    assert.deepEqual(numbersOf(['const [a, b] = [[], []];', 'b.push(1);', 'tf.tensor2d(a);']), []);
    const calls = ['made(p);', 'made(q);', 'made(r);', 'made(s);'];
    assert.deepEqual(numbersOf(['const made = (rows) => tf.tensor2d(rows);', ...calls]), []);
  });
});

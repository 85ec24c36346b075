/** Proves where `gradline:` comments are found, what they say, which functions they are for, and their errors. */

import assert from 'node:assert/strict';
import type { Range } from '../../../../src/report/position';
import { parse, readSites } from '../../../../src/source/index';
import type { SourceSites } from '../../../../src/source/sites/sites';

const head = `import * as tf from '@tensorflow/tfjs';\n`;

const read = (text: string, file = '/w/model.ts'): SourceSites['directives'] => readSites(parse(file, text)).directives;
const textAt = (text: string, { start, end }: Range): string => {
  const lines = text.split('\n');
  return start.line === end.line
    ? lines[start.line].slice(start.character, end.character)
    : [
        lines[start.line].slice(start.character),
        ...lines.slice(start.line + 1, end.line),
        lines[end.line].slice(0, end.character),
      ].join('\n');
};
const values = (text: string, file?: string): Record<string, unknown> =>
  Object.fromEntries(read(text, file).written.flatMap((one) => one.values.map(({ name, value }) => [name, value])));
const messages = (text: string): string[] => read(text).errors.map(({ message }) => message);

const builder = `${head}
// gradline: inputShape = [28, 28, 1], numClasses = 10
export function createModel(inputShape: number[], numClasses: number) {
  return tf.sequential({ layers: [tf.layers.dense({ units: numClasses, inputShape })] });
}
`;

describe('directives', () => {
  it('give values with the exact ranges of their names and texts', () => {
    const { written, errors } = read(builder);
    assert.deepEqual(errors, []);
    assert.equal(written.length, 1);
    const [{ values: given, ownerRange, range }] = written;
    assert.deepEqual(
      given.map(({ name, value, nameRange, valueRange }) => [
        name,
        value,
        textAt(builder, nameRange),
        textAt(builder, valueRange),
      ]),
      [
        ['inputShape', [28, 28, 1], 'inputShape', '[28, 28, 1]'],
        ['numClasses', 10, 'numClasses', '10'],
      ],
    );
    assert.equal(textAt(builder, range), ' inputShape = [28, 28, 1], numClasses = 10');
    assert.equal(ownerRange?.start.line, 3);
  });

  it('take every kind of literal', () => {
    const text = `${head}
/**
 * Builds it.
 * gradline: a = -1.5e-3, b = 'it\\'s', c = "x", d = true, e = null,
 *   f = [[1, 2,], [],], g = { units: 0x10, 'two words': [\`t\`], nested: { on: false, }, },
 */
const build = (a, b, c, d, e, f, g) => tf.sequential();
`;
    assert.deepEqual(messages(text), []);
    assert.deepEqual(values(text, '/w/model.js'), {
      a: -1.5e-3,
      b: "it's",
      c: 'x',
      d: true,
      e: null,
      f: [[1, 2], []],
      g: { units: 16, 'two words': ['t'], nested: { on: false } },
    });
  });

  it('go over several lines and comments', () => {
    const text = `${head}
// gradline: shape = [
//   28, // rows
//   28,
// ],
//   units = 8,
// A plain word.
// gradline: config.rate = 0.5
/* gradline: name = 'n' */ /* gradline: flag = false */
export async function build(shape, units, config, name, flag) { return tf.sequential(); }
`;
    assert.deepEqual(messages(text), []);
    assert.deepEqual(values(text, '/w/model.js'), {
      shape: [28, 28],
      units: 8,
      'config.rate': 0.5,
      name: 'n',
      flag: false,
    });
  });

  it('are only where a comment begins with the word', () => {
    const text = `${head}
const a = '// gradline: units = 1';
const b = \`
// gradline: units = 2
\${a /* gradline: units = 3 */}\`;
const c = /[/]/ // gradline: is not code here
// see gradline: units = 4
const d = <p>// gradline: units = 5</p>;
export const build = (units: number) => tf.sequential();
`;
    const { written, errors } = read(text, '/w/model.tsx');
    assert.deepEqual(
      written.flatMap(({ values: given }) => given.map(({ value }) => value)),
      [3],
    );
    assert.deepEqual(
      errors.map(({ range }) => range.start.line),
      [6],
    );
  });

  it('belong to what they stand over, or to what has the parameter', () => {
    const text = `${head}
// gradline: units = 1
import { x } from './x';

// gradline: units = 2
export default async function first(units: number) { return tf.sequential(); }

@sealed
// gradline: units = 3
export class Net {
  constructor(private units: number) {}
  // gradline: rate = 0.5
  @bound build(units: number, rate: number) { return tf.sequential(); }
}

// gradline: depth = 4
export const memoized = memo((depth: number) => tf.sequential());

const builders = {
  // gradline: width = 5
  wide: (width: number) => tf.sequential(),
};

function inside(height: number) {
  // gradline: height = 6
  return tf.sequential();
}

function other(units: number) { return tf.sequential(); }
`;
    assert.deepEqual(messages(text), []);
    const given = Object.fromEntries(
      readSites(parse('/w/model.ts', text)).entries.map(({ call }) => [
        call.label,
        [...call.constructorArguments, ...call.arguments].map(({ value }) => value),
      ]),
    );
    assert.deepEqual(given, {
      first: [2],
      'Net.build': [3, 3, 0.5],
      'the function on line 18': [4],
      'builders.wide': [5],
      inside: [6],
      other: [1],
    });
  });

  it('come before what is pinned, and that before calls, defaults and guesses', () => {
    const text = `${head}
// gradline: units = 1
function build(units: number, rate: number, depth = 3, size: number, classes: number) {
  return tf.sequential({ layers: [tf.layers.dense({ units: units * rate * depth * size, inputShape: [classes] })] });
}
build(5, 5, 5);
`;
    const [{ parameters, assumed, call }] = readSites(parse('/w/model.ts', text), {
      build: { units: 2, rate: 2 },
    }).entries;
    assert.deepEqual(
      call.arguments.map(({ value }) => value),
      [1, 2, 5, 16, 10],
    );
    assert.deepEqual(
      parameters.map(({ name, text: value, origin, instead }) => [name, value, origin, instead]),
      [
        ['units', '1', 'directive', '5'],
        ['rate', '2', 'pinned', '5'],
        ['depth', '5', 'call', undefined],
        ['size', '16', 'use', undefined],
        ['classes', '10', 'use', undefined],
      ],
    );
    assert.deepEqual(assumed, ['rate = 2', 'size = 16', 'classes = 10']);
  });

  it('set fields of an object, of which the others stay as they are guessed', () => {
    const text = `${head}
interface Config { units: number; rate?: number; activation: string }
// gradline: config.units = 32, config.extra.on = true
export function build(config: Config) { return tf.sequential({ layers: [
  tf.layers.dense({ units: config.units, activation: config.activation }),
] }); }
// gradline: units = 4
export function again({ units, activation = 'tanh', shape }: { units: number; activation?: string; shape: number[] }) {
  return tf.sequential({ layers: [tf.layers.dense({ units, activation, inputShape: shape })] }); }
// gradline: options.units = 5
export function third(options = { units: 1, rate: 0.5 }) { return tf.sequential({ layers: [
  tf.layers.dense({ units: options.units }),
] }); }
`;
    const { entries, directives } = readSites(parse('/w/model.ts', text));
    assert.deepEqual(directives.errors, []);
    const given = Object.fromEntries(
      entries.map(({ call, assumed }) => [call.label, [call.arguments[0].value, assumed]]),
    );
    assert.deepEqual(given, {
      build: [{ units: 32, activation: 'relu', extra: { on: true } }, ["config.activation = 'relu'"]],
      again: [{ units: 4, shape: [10] }, ['shape = [10]']],
      third: [{ units: 5, rate: 0.5 }, []],
    });
  });

  it('name the file with real data', () => {
    const text = `${head}
// gradline: data = ./probe-data.ts#batch
export function build(units: number) { return tf.sequential(); }
// gradline: data = './my data.csv', units = 3
export function again(units: number) { return tf.sequential(); }
`;
    const { data, errors } = read(text);
    assert.deepEqual(errors, []);
    assert.deepEqual(
      data.map(({ path, export: name, valueRange, ownerRange }) => [
        path,
        name,
        textAt(text, valueRange),
        ownerRange?.start.line,
      ]),
      [
        ['./probe-data.ts', 'batch', './probe-data.ts#batch', 3],
        ['./my data.csv', undefined, "'./my data.csv'", 5],
      ],
    );
    assert.deepEqual(values(text), { units: 3 });
  });

  for (const [written, expected, at] of [
    ['numClass = 10', 'build has no parameter numClass. It has inputShape, numClasses, config.', 'numClass'],
    ['numClasses 10', 'numClasses has no value. Write numClasses = and then the value.', 'numClasses'],
    ['numClasses =', 'numClasses has no value. Write one, such as numClasses = 10.', 'numClasses'],
    [
      'numClasses = ten',
      "«ten» is not a literal. If it is text, write 'ten'. " +
        'Write a number, a string in quotes, true, false, null, a list or an object.',
      'ten',
    ],
    ["config = 'relu", 'The string has no closing quote.', "'relu"],
    ['inputShape = [28, 28', 'A comma or ] is missing.', '[28, 28'],
    ['inputShape = [28 28]', 'A comma or ] is missing before «28».', '[28 28'],
    ['config = { units 3 }', 'The field units has no value. Write units: and then the value.', 'units'],
    ['numClasses = 1 inputShape = [2]', 'A comma is missing before «inputShape».', 'inputShape'],
    ['numClasses = 1, numClasses = 2', 'numClasses has been given above already. Keep one of the two.', 'numClasses'],
    ['config.__proto__.x = 1', 'A field cannot be called __proto__.', '__proto__'],
    [
      'data = [1, 2]',
      'data names a file with real data. Write data = ./file.ts#name, with the name that the file exports.',
      '[1',
    ],
    ['= 3', '«=» is no name of a parameter. Write name = value.', '='],
    ['', 'A directive has to say something, such as numClasses = 10.', ''],
  ] as const) {
    it(`says what is wrong with «${written}»`, () => {
      const text = `${head}// gradline: ${written}
export function build(inputShape: number[], numClasses: number, config: object) { return tf.sequential(); }
`;
      const { errors } = read(text);
      assert.deepEqual(
        errors.map(({ message }) => message),
        [expected],
      );
      assert.equal(errors[0].range.start.line, 1);
      assert.equal(textAt(text, errors[0].range).trim(), at);
    });
  }

  it('say so where no function of the file has the parameter', () => {
    assert.deepEqual(messages(`${head}\n// gradline: depth = 2\nconst model = tf.sequential();\n`), [
      'No function of this file has a parameter depth. Put the directive over the function that it is for.',
    ]);
  });

  it('set a parameter before a setting of a model', () => {
    const { models, entries, directives } = readSites(
      parse(
        '/w/model.ts',
        `${head}// gradline: loss = hinge
export function build(loss: string) {
  const model = tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape: [2] })] });
  model.compile({ optimizer: 'sgd', loss });
  return model;
}
`,
      ),
    );
    assert.deepEqual([models[0].loss, directives.errors], [undefined, []]);
    assert.deepEqual(
      entries[0].parameters.map(({ name, text, origin }) => [name, text, origin]),
      [['loss', "'hinge'", 'directive']],
    );
  });
});

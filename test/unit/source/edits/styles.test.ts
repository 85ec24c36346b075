/** Four kinds of edits in ten ways of writing a layer: the exact text afterwards, and no change if made again. */

import assert from 'node:assert/strict';
import { edited, type Edit } from './edited';

interface Style {
  readonly name: string;
  readonly file?: string;
  readonly before: string;
  /** The call that makes the layer. */
  readonly call: string;
  /** The end of what an initializer stands behind, and the initializer as it stands there. */
  readonly initializer: readonly [behind: string, text: string];
  /** The same of a normalization; none where the layer goes out of sight. */
  readonly normalization?: readonly [behind: string, text: string];
}

const activation: Edit = (text, at) =>
  text.change(at.layer(), 'activation', { text: text.quote(at.file, 'swish'), instead: 'relu' });
const initializer: Edit = (text, at) =>
  text.change(at.layer(), 'kernelInitializer', { text: text.quote(at.file, 'heNormal'), beside: 'activation' });
const normalization: Edit = (text, at) => text.insertAfter(at.layer(), 'tf.layers.batchNormalization()');
const wrapper: Edit = (text, at) => text.wrapLayerMaker(at.layer(), 'addInput');

const heNormal = `, kernelInitializer: 'heNormal'`;
const literal = `tf.layers.dense({ units: 4, activation: 'relu' })`;
const tabbed = `tf.layers.dense({\n\t\tunits: 4,\n\t\tactivation: 'relu',\n\t})`;
const broken = `tf.layers.dense({\r\n  units: 4,\r\n  activation: 'relu'\r\n})`;
const assigned = `tf.layers.dense(Object.assign({}, base, { units: 4 }))`;
const added = `net.add(tf.layers.batchNormalization());`;

const styles: readonly Style[] = [
  {
    name: 'double quotes',
    before: `const name = "a";\nnet.add(${literal.replaceAll("'", '"')});`,
    call: literal.replaceAll("'", '"'),
    initializer: [`"relu"`, heNormal.replaceAll("'", '"')],
    normalization: [`);`, `\n${added}`],
  },
  {
    name: 'tabs and trailing commas',
    before: `net.add(\n\t${tabbed},\n);`,
    call: tabbed,
    initializer: [`'relu',`, `\n\t\tkernelInitializer: 'heNormal',`],
    normalization: [`);`, `\n${added}`],
  },
  {
    name: 'Windows line ends, without trailing commas',
    before: `net.add(${broken}); // first\r\nrun();\r\n`,
    call: broken,
    initializer: [`'relu'`, `,\r\n  kernelInitializer: 'heNormal'`],
    normalization: [`// first`, `\r\n${added}`],
  },
  {
    name: 'a field of a class',
    before: `class Net {\n  readonly hidden = ${literal};\n  run = (x) => inner(this.hidden, x);\n}`,
    call: literal,
    initializer: [`'relu'`, heNormal],
  },
  {
    name: 'a shared config',
    before: `const config = {\n  units: 4,\n  activation: 'relu',\n};\nnet.add(tf.layers.dense(config));`,
    call: `tf.layers.dense(config)`,
    initializer: [`'relu',`, `\n  kernelInitializer: 'heNormal',`],
    normalization: [`(config));`, `\n${added}`],
  },
  {
    name: 'a spread config',
    before: `const base = { activation: 'relu' };\nnet.add(tf.layers.dense({ ...base, units: 4 }));`,
    call: `tf.layers.dense({ ...base, units: 4 })`,
    initializer: [`'relu'`, heNormal],
    normalization: [`}));`, `\n${added}`],
  },
  {
    name: 'Object.assign',
    before: `const base = { activation: 'relu' };\nnet.add(${assigned});`,
    call: assigned,
    initializer: [`'relu'`, heNormal],
    normalization: [`})));`, `\n${added}`],
  },
  {
    name: 'a loop with a block',
    before: `for (const units of [4, 8]) {\n  net.add(${literal});\n}`,
    call: literal,
    initializer: [`'relu'`, heNormal],
    normalization: [`}));`, `\n  ${added}`],
  },
  {
    name: 'a helper',
    before: `const dense = () =>\n  ${literal};\nnet.add(dense());`,
    call: literal,
    initializer: [`'relu'`, heNormal],
    normalization: [`dense());`, `\n${added}`],
  },
  {
    name: 'a list in JavaScript without semicolons',
    file: '/w/model.js',
    before: `const tf = require('@tensorflow/tfjs')\nconst all = [\n  ${literal}, // in\n]`,
    call: literal,
    initializer: [`'relu'`, heNormal],
    normalization: [`// in`, `\n  tf.layers.batchNormalization(),`],
  },
];

for (const { name, file, before, call, initializer: start, normalization: after } of styles)
  describe(`a layer in ${name}`, () => {
    const made = (text: string, edit: Edit): string | undefined => edited(text.split('\n'), edit, file)?.join('\n');
    const behind = ([part, text]: readonly [string, string]): string => before.replace(part, part + text);

    /** The edit gives this text, and leaves it as it is if made again. */
    function gives(edit: Edit, expected: string): void {
      assert.equal(made(before, edit), expected);
      assert.equal(made(expected, edit) ?? expected, expected);
    }

    it('gets another activation', () => {
      gives(activation, before.replace('relu', 'swish'));
    });

    it('gets an initializer beside its activation', () => {
      gives(initializer, behind(start));
    });

    it('goes through a function', () => {
      gives(wrapper, before.replace(call, `addInput(${call})`));
    });

    it(after ? 'gets a normalization behind it' : 'gets none where it goes out of sight', () => {
      assert.equal(made(before, normalization), after && behind(after));
    });
  });

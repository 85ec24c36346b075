/** Settings of layers change where they are defined, in every way of writing a layer; the rest of the text stays. */

import assert from 'node:assert/strict';
import { applyEdits } from '../../../../src/fixes/edits/apply-edits';
import type { Location, Range } from '../../../../src/report/position';
import { ModelText, parse, readSites } from '../../../../src/source/index';

const file = '/w/model.ts';
const head = `import * as tf from '@tensorflow/tfjs';\n`;

interface Style {
  readonly name: string;
  readonly before: string;
  readonly after: string;
  /** The text of the call, after the layer's own, that led to it. */
  readonly through?: string;
}

function siteOf(text: string): Range {
  const [site] = readSites(parse(file, text)).layers;
  return site.range;
}

function locationOf(text: string, part: string): Location {
  const before = text.slice(0, text.indexOf(part)).split('\n');
  const at = { line: before.length - 1, character: before[before.length - 1].length };
  return { file, range: { start: at, end: at } };
}

/** The text after the first layer's setting has changed. */
function changed(body: string, name: string, value: string, through?: string, beside?: string): string | undefined {
  const text = head + body;
  const layer = {
    file,
    range: siteOf(text),
    callers: through === undefined ? [] : [locationOf(text, through)],
  };
  const edits = new ModelText(new Map([[file, text]])).change(layer, name, {
    text: value,
    ...(beside !== undefined && { beside }),
  });
  return edits && applyEdits(text, edits).slice(head.length);
}

const styles: readonly Style[] = [
  {
    name: 'a literal',
    before: `tf.layers.dense({ units: 4, activation: 'sigmoid' }); // hidden`,
    after: `tf.layers.dense({ units: 4, activation: 'swish' }); // hidden`,
  },
  {
    name: 'a shorthand whose variable is a literal',
    before: `const activation = 'sigmoid';\ntf.layers.dense({ units: 4, activation });`,
    after: `const activation = 'swish';\ntf.layers.dense({ units: 4, activation });`,
  },
  {
    name: 'a spread',
    before: `const hidden = { units: 4, activation: 'sigmoid' } as const;\ntf.layers.dense({ ...hidden, name: 'a' });`,
    after: `const hidden = { units: 4, activation: 'swish' } as const;\ntf.layers.dense({ ...hidden, name: 'a' });`,
  },
  {
    name: 'a shared config that Object.assign joins with more',
    before: `const base = { activation: 'sigmoid' };\ntf.layers.dense(Object.assign({}, base, { units: 4 }));`,
    after: `const base = { activation: 'swish' };\ntf.layers.dense(Object.assign({}, base, { units: 4 }));`,
  },
  {
    name: 'the last of several objects that Object.assign joins',
    before: `tf.layers.dense(Object.assign({ activation: 'tanh' }, { units: 4, activation: 'sigmoid' }));`,
    after: `tf.layers.dense(Object.assign({ activation: 'tanh' }, { units: 4, activation: 'swish' }));`,
  },
  {
    name: 'a variable of what Object.assign joins',
    before: `const c = Object.assign({}, { activation: 'sigmoid' }, more);\ntf.layers.dense(c);`,
    after: `const c = Object.assign({}, { activation: 'swish' }, more);\ntf.layers.dense(c);`,
  },
  {
    name: 'Object.assign without the setting',
    before: `tf.layers.dense(Object.assign({}, base, { units: 4 }));`,
    after: `tf.layers.dense(Object.assign({}, base, { units: 4, activation: 'swish' }));`,
  },
  {
    name: 'Object.assign without a literal at its end',
    before: `tf.layers.dense(Object.assign({ units: 4 }, base));`,
    after: `tf.layers.dense(Object.assign({ units: 4 }, base, { activation: 'swish' }));`,
  },
  {
    name: 'a config in a variable',
    before: `const config = {\n  units: 4,\n  activation: 'sigmoid', // squashes\n};\ntf.layers.dense(config);`,
    after: `const config = {\n  units: 4,\n  activation: 'swish', // squashes\n};\ntf.layers.dense(config);`,
  },
  {
    name: 'a field of a settings object',
    before: [
      `const settings = { net: { activation: 'sigmoid' } };`,
      `tf.layers.dense({ units: 4, activation: settings.net.activation });`,
    ].join('\n'),
    after: [
      `const settings = { net: { activation: 'swish' } };`,
      `tf.layers.dense({ units: 4, activation: settings.net.activation });`,
    ].join('\n'),
  },
  {
    name: 'a parameter with a default',
    before: [
      `function block(units, activation = 'sigmoid') { return tf.layers.dense({ units, activation }); }`,
      `block(4);`,
    ].join('\n'),
    after: `function block(units, activation = 'swish') { return tf.layers.dense({ units, activation }); }\nblock(4);`,
    through: 'block(4)',
  },
  {
    name: 'an argument of the call that led to it',
    before: [
      `const block = (units, f) => tf.layers.dense({ units, activation: f });`,
      `block(4, 'sigmoid');`,
      `block(1, 'tanh');`,
    ].join('\n'),
    after: [
      `const block = (units, f) => tf.layers.dense({ units, activation: f });`,
      `block(4, 'swish');`,
      `block(1, 'tanh');`,
    ].join('\n'),
    through: 'block(4',
  },
  {
    name: 'a field of an argument',
    before: [
      `function block({ units, activation }) { return tf.layers.dense({ units, activation }); }`,
      `block({ units: 4, activation: 'sigmoid' });`,
    ].join('\n'),
    after: [
      `function block({ units, activation }) { return tf.layers.dense({ units, activation }); }`,
      `block({ units: 4, activation: 'swish' });`,
    ].join('\n'),
    through: 'block({ units: 4',
  },
  {
    name: 'a list that a loop walks',
    before: `for (const activation of ['sigmoid', 'sigmoid']) tf.layers.dense({ units: 4, activation });`,
    after: `for (const activation of ['swish', 'swish']) tf.layers.dense({ units: 4, activation });`,
  },
  {
    name: 'objects that map walks',
    before: `[{ units: 8, f: 'sigmoid' }].map(({ units, f }) => tf.layers.dense({ units, activation: f }));`,
    after: `[{ units: 8, f: 'swish' }].map(({ units, f }) => tf.layers.dense({ units, activation: f }));`,
  },
  {
    name: 'a field of the class',
    before: [
      `class Net {`,
      `  activation = 'sigmoid';`,
      `  build() {`,
      `    return tf.layers.dense({ units: 4, activation: this.activation });`,
      `  }`,
      `}`,
    ].join('\n'),
    after: [
      `class Net {`,
      `  activation = 'swish';`,
      `  build() {`,
      `    return tf.layers.dense({ units: 4, activation: this.activation });`,
      `  }`,
      `}`,
    ].join('\n'),
  },
  {
    name: 'a helper that makes the config',
    before: `const config = (units) => ({ units, activation: 'sigmoid' });\ntf.layers.dense(config(4));`,
    after: `const config = (units) => ({ units, activation: 'swish' });\ntf.layers.dense(config(4));`,
  },
  {
    name: 'a name from elsewhere',
    before: `import { activation } from './settings';\ntf.layers.dense({ units: 4, activation });`,
    after: `import { activation } from './settings';\ntf.layers.dense({ units: 4, activation: 'swish' });`,
  },
  {
    name: 'a variable of a narrow type',
    before: `const f: 'sigmoid' | 'tanh' = 'sigmoid';\ntf.layers.dense({ units: 4, activation: f });`,
    after: `const f: 'sigmoid' | 'tanh' = 'sigmoid';\ntf.layers.dense({ units: 4, activation: 'swish' });`,
  },
];

describe('settings of layers', () => {
  for (const { name, before, after, through } of styles) {
    it(`change in ${name}`, () => {
      assert.equal(changed(before, 'activation', `'swish'`, through), after);
      assert.equal(changed(after, 'activation', `'swish'`, through), after, 'the second time');
    });
  }

  const added: readonly (readonly [name: string, before: string, after: string])[] = [
    ['the last of a line', `tf.layers.dense({ units: 4 });`, `tf.layers.dense({ units: 4, useBias: false });`],
    ['after a comma', `tf.layers.dense({ units: 4, });`, `tf.layers.dense({ units: 4, useBias: false, });`],
    ['alone', `tf.layers.dense({});`, `tf.layers.dense({ useBias: false });`],
    ['as a config', `tf.layers.dense();`, `tf.layers.dense({ useBias: false });`],
    [
      'on a line of its own',
      `tf.layers.dense({\n  units: 4, // few\n});`,
      `tf.layers.dense({\n  units: 4, // few\n  useBias: false,\n});`,
    ],
    [
      'on a line of its own, without a comma',
      `tf.layers.dense({\r\n\tunits: 4 // few\r\n});`,
      `tf.layers.dense({\r\n\tunits: 4, // few\r\n\tuseBias: false\r\n});`,
    ],
    [
      'in a shared config',
      `const config = { units: 4 };\ntf.layers.dense(config);`,
      `const config = { units: 4, useBias: false };\ntf.layers.dense(config);`,
    ],
    [
      'beside a spread',
      `tf.layers.dense({ ...base, units: 4 });`,
      `tf.layers.dense({ ...base, units: 4, useBias: false });`,
    ],
    [
      'in a copy of a config from elsewhere',
      `import { config } from './config';\ntf.layers.dense(config);`,
      `import { config } from './config';\ntf.layers.dense({ ...config, useBias: false });`,
    ],
  ];
  for (const [name, before, after] of added) {
    it(`are added ${name}`, () => {
      assert.equal(changed(before, 'useBias', 'false'), after);
    });
  }

  it('are added beside the one that they belong to', () => {
    assert.equal(
      changed(
        `const hidden = { activation: 'relu', units: 4 };\ntf.layers.dense({ ...hidden, name: 'a' });`,
        'kernelInitializer',
        `'heNormal'`,
        undefined,
        'activation',
      ),
      [
        `const hidden = { activation: 'relu', kernelInitializer: 'heNormal', units: 4 };`,
        `tf.layers.dense({ ...hidden, name: 'a' });`,
      ].join('\n'),
    );
  });

  it('are written in the quotes of the file', () => {
    const text = `import * as tf from "@tensorflow/tfjs";\n`;
    assert.equal(new ModelText(new Map([[file, text]])).quote(file, 'relu'), '"relu"');
    assert.equal(new ModelText(new Map([[file, head]])).quote(file, 'relu'), `'relu'`);
  });
});

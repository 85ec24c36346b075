/** Proves where a directive is written, how one that is there grows, and that it is read back as it was meant. */

import assert from 'node:assert/strict';
import type { Position } from '../../../../src/report/position';
import { directiveEdit, parse, readSites } from '../../../../src/source/index';

const head = `import * as tf from '@tensorflow/tfjs';\n`;

describe('a directive that is written', () => {
  const written = (text: string, owner: string, name: string, value: string, file = '/w/model.ts'): string => {
    const edit = directiveEdit(parse(file, text), owner, name, value);
    assert.ok(edit);
    const lines = text.split('\n');
    const offset = ({ line, character }: Position): number =>
      lines.slice(0, line).reduce((sum, { length }) => sum + length + 1, 0) + character;
    return text.slice(0, offset(edit.range.start)) + edit.newText + text.slice(offset(edit.range.end));
  };
  const body = '{ return tf.sequential({ layers: [tf.layers.dense({ units, inputShape: [4] })] }); }';
  const cases: [what: string, owner: string, before: string, after: string][] = [
    [
      'stands over a function',
      'build',
      `export async function build(units: number) ${body}`,
      `// gradline: units = 5\nexport async function build(units: number) ${body}`,
    ],
    [
      'goes below other comments, with the indentation',
      'Net.build',
      `class Net {\n    /** Makes it. */\n    @bound build(units: number) ${body}\n}`,
      `class Net {\n    /** Makes it. */\n    // gradline: units = 5\n    @bound build(units: number) ${body}\n}`,
    ],
    [
      'is for a constructor',
      'Net',
      `class Net extends tf.Sequential {\n  constructor(units: number) { super(); }\n}`,
      `class Net extends tf.Sequential {\n  // gradline: units = 5\n  constructor(units: number) { super(); }\n}`,
    ],
    [
      'replaces a value',
      'build',
      `// gradline: units = 'x', depth = 2\nconst build = (units: number, depth: number) => ${body.slice(2, -2)}`,
      `// gradline: units = 5, depth = 2\nconst build = (units: number, depth: number) => ${body.slice(2, -2)}`,
    ],
    [
      'joins one that is there',
      'build',
      `/* gradline: depth = 2, */\nconst build = (units: number, depth: number) => tf.sequential();`,
      `/* gradline: depth = 2, units = 5, */\nconst build = (units: number, depth: number) => tf.sequential();`,
    ],
    [
      'joins one that names data',
      'build',
      `// gradline: data = ./d.ts#b\nfunction build(units: number) ${body}`,
      `// gradline: data = ./d.ts#b, units = 5\nfunction build(units: number) ${body}`,
    ],
    [
      'stands in line where there is no line of its own',
      'all.wide',
      `const all = { wide: (units: number) => tf.sequential() };`,
      `const all = { /* gradline: units = 5 */ wide: (units: number) => tf.sequential() };`,
    ],
    [
      'stands over a function inside another',
      'inner',
      `function outer() {\n\tconst inner = (units: number) => tf.sequential();\n\treturn inner;\n}`,
      `function outer() {
	// gradline: units = 5
	const inner = (units: number) => tf.sequential();
	return inner;
}`,
    ],
    [
      'keeps the line ends of the file',
      'build',
      `let x;\r\nfunction build(units: number) ${body}`,
      `let x;\r\n// gradline: units = 5\r\nfunction build(units: number) ${body}`,
    ],
  ];
  for (const [what, owner, before, after] of cases) {
    it(`${what}, and is read so`, () => {
      const text = written(head + before, owner, 'units', '5');
      assert.equal(text, head + after);
      const sites = readSites(parse('/w/model.ts', text));
      assert.deepEqual(sites.directives.errors, []);
      assert.equal(
        sites.entries.flatMap(({ parameters }) => parameters).find((one) => one.owner === owner && one.name === 'units')
          ?.origin,
        'directive',
      );
    });
  }

  it('gives a model its input shape', () => {
    const text = `${head}function build() {
  const model = tf.sequential();
  model.add(tf.layers.dense({ units: 1 }));
}
`;
    const first = written(text, 'model:model', 'inputShape', '[4]');
    assert.equal(first, text.replace('  const model', '  // gradline: inputShape = [4]\n  const model'));
    const { inputShape } = readSites(parse('/w/model.ts', first)).models[0];
    assert.deepEqual([inputShape?.value, inputShape?.origin], [[4], 'directive']);
    assert.equal(written(first, 'model:model', 'inputShape', '[5]'), first.replace('[4]', '[5]'));
  });

  it('gives a model its loss and its optimizer, whose names stand without quotes', () => {
    const text = `${head}export const model = tf.sequential();\n`;
    const first = written(text, 'model:model', 'loss', 'poisson');
    const both = written(first, 'model:model', 'optimizer', 'sgd');
    assert.equal(both, text.replace('export', '// gradline: loss = poisson, optimizer = sgd\nexport'));
    const [{ loss, optimizer }] = readSites(parse('/w/model.ts', both)).models;
    assert.deepEqual([loss?.value, loss?.origin, optimizer?.value], ['poisson', 'directive', 'sgd']);
    assert.equal(written(both, 'model:model', 'loss', 'hinge'), both.replace('poisson', 'hinge'));
  });

  it('is not written for a function that is not there', () => {
    assert.equal(directiveEdit(parse('/w/model.ts', head), 'build', 'units', '5'), undefined);
  });
});

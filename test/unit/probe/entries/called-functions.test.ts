/** Functions, methods and classes that are called to make the models which the module alone does not make. */

import assert from 'node:assert/strict';

import type { EntryCall } from '../../../../src/report/entry-call';
import { probeGlobalText } from '../../../../src/report/probe-globals';
import { probe } from '../run';

const register = (names: readonly string[]): string => {
  const bindings = names.map((name) => `${name}: () => ${name}`);
  return `${probeGlobalText('registerBindings')}?.('/w/a.ts', { ${bindings.join(', ')} });\n`;
};

function entry(path: string, more: Partial<EntryCall> = {}): EntryCall {
  return {
    key: `/w/a.ts#${path}`,
    label: path,
    kind: 'function',
    arguments: [],
    constructorArguments: [],
    trains: false,
    ...more,
  };
}

const dense = (units: string): string =>
  `tf.sequential({ layers: [tf.layers.dense({ units: ${units}, inputShape: [3] })] })`;

describe('probe: entries', () => {
  it("calls a function with guessed arguments, a method on an instance, an object's method, a class", async () => {
    const { seeds } = await probe(
      `${register(['createModel', 'Net', 'builders', 'Holder'])}
function createModel(units, scale = 2) { return ${dense('units * scale')}; }
class Net {
  constructor(units) { this.units = units; }
  build() { this.model = ${dense('this.units')}; }
  static make(tf2) { return ${dense('1').replaceAll('tf.', 'tf2.')}; }
}
const builders = { small: async () => { await null; return ${dense('6')}; } };
class Holder { constructor(config) { this.model = ${dense('Number(config.units) + 8')}; } }`,
      {
        entries: [
          entry('createModel', {
            arguments: [
              { name: 'units', kind: 'value', value: 4 },
              { name: 'scale', kind: 'default' },
            ],
          }),
          entry('Net.build', { kind: 'method', constructorArguments: [{ name: 'units', kind: 'value', value: 5 }] }),
          entry('Net.make', { kind: 'static-method', arguments: [{ name: 'tf', kind: 'tf' }] }),
          entry('builders.small'),
          entry('Holder', { kind: 'class', constructorArguments: [{ name: 'config', kind: 'stand-in' }] }),
        ],
        steps: 2,
      },
    );
    assert.deepEqual(seeds[0].failures, []);
    assert.deepEqual(
      seeds[0].models.map((model) => model.layers[0].outputShape[1]),
      [8, 5, 1, 6, 16],
    );
  });

  it('does not call what the module has called', async () => {
    const { seeds } = await probe(
      `${register(['createModel'])}
function createModel(units) { return ${dense('units')}; }
createModel(7);`,
      { entries: [entry('createModel', { arguments: [{ name: 'units', kind: 'value', value: 4 }] })], steps: 2 },
    );
    assert.deepEqual(
      seeds[0].models.map((model) => model.layers[0].outputShape[1]),
      [7],
    );
  });

  it('reaches functions of a module that throws, and says what each failed at', async () => {
    const { seeds } = await probe(
      `${register(['good', 'bad'])}
function good() { return ${dense('2')}; }
function bad() { throw new Error('no data'); }
throw new Error('top level');`,
      { entries: [entry('good'), entry('bad')], steps: 2 },
    );
    assert.equal(seeds[0].models.length, 1);
    assert.deepEqual(
      seeds[0].failures.map(({ at, label, message }) => [at, label, message]),
      [
        ['import', '', 'Error: top level'],
        ['entry', 'bad', 'Error: no data'],
      ],
    );
  });
});

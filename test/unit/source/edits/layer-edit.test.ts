/** Settings of a layer call are found where they stand and put where they belong. */

import assert from 'node:assert/strict';
import type { Range } from '../../../../src/report/position';
import { layerConfig, layerProperty, parse, readSites, setLayerProperty } from '../../../../src/source/index';

const file = '/w/model.ts';

function prepare(call: string): { text: string; site: Range } {
  const text = `import * as tf from '@tensorflow/tfjs';\nexport const layer = ${call};\n`;
  const site = readSites(parse(file, text)).layers[0]?.range;
  assert.ok(site);
  return { text, site };
}

function slice(text: string, { start, end }: Range): string {
  return text.slice(offset(text, start), offset(text, end));
}

function offset(text: string, { line, character }: Range['start']): number {
  return (
    text
      .split('\n')
      .slice(0, line)
      .reduce((sum, row) => sum + row.length + 1, 0) + character
  );
}

/** The call after the edit. */
function edited(call: string, name: string, value: string): string | undefined {
  const { text, site } = prepare(call);
  const edit = setLayerProperty(parse(file, text), site, name, value);
  if (!edit) return undefined;
  const result =
    text.slice(0, offset(text, edit.range.start)) + edit.newText + text.slice(offset(text, edit.range.end));
  return /layer = ([\s\S]*);\n$/.exec(result)?.[1];
}

describe('layer edits', () => {
  it('find the config and a property of it', () => {
    const { text, site } = prepare(`tf.layers.dense({ units: 4, activation: 'sigmoid' })`);
    const config = layerConfig(parse(file, text), site);
    assert.equal(config && slice(text, config), `{ units: 4, activation: 'sigmoid' }`);
    const property = layerProperty(parse(file, text), site, 'activation');
    assert.equal(property?.valueText, `'sigmoid'`);
    assert.equal(slice(text, property.valueRange), `'sigmoid'`);
    assert.equal(slice(text, property.range), `activation: 'sigmoid'`);
    assert.equal(layerProperty(parse(file, text), site, 'useBias'), undefined);
  });

  it('replace a value', () => {
    assert.equal(
      edited(`tf.layers.dense({ units: 4, activation: 'sigmoid' })`, 'activation', `'tanh'`),
      `tf.layers.dense({ units: 4, activation: 'tanh' })`,
    );
    assert.equal(
      edited(`tf.layers.dense({ units, activation })`, 'activation', `'tanh'`),
      `tf.layers.dense({ units, activation: 'tanh' })`,
    );
    assert.equal(
      edited(`tf.layers.dense({ 'activation': kind })`, 'activation', `'tanh'`),
      `tf.layers.dense({ 'activation': 'tanh' })`,
    );
  });

  it('add one the way the others are written', () => {
    assert.equal(
      edited(`tf.layers.dense({ units: 4 })`, 'activation', `'tanh'`),
      `tf.layers.dense({ units: 4, activation: 'tanh' })`,
    );
    assert.equal(edited(`tf.layers.dense({})`, 'activation', `'tanh'`), `tf.layers.dense({ activation: 'tanh' })`);
    assert.equal(
      edited(`tf.layers.dense({\n  units: 4,\n})`, 'useBias', 'true'),
      `tf.layers.dense({\n  units: 4,\n  useBias: true,\n})`,
    );
  });

  it('answer undefined where the text does not show what is set', () => {
    for (const call of [
      'tf.layers.dense(config)',
      'tf.layers.flatten()',
      'tf.layers.dense({ ...config })',
      `tf.layers.dense({ activation: 'relu', ...config })`,
    ]) {
      const { text, site } = prepare(call);
      assert.equal(layerProperty(parse(file, text), site, 'activation'), undefined, call);
      assert.equal(edited(call, 'activation', `'tanh'`), undefined, call);
    }
    const { text, site } = prepare('tf.layers.dense(config)');
    assert.equal(layerConfig(parse(file, text), site), undefined);
    assert.equal(
      layerConfig(parse(file, text), { start: { line: 99, character: 0 }, end: { line: 99, character: 1 } }),
      undefined,
    );
  });
});

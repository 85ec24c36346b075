/** Tests that each branch is taken towards the model behind it. */

import assert from 'node:assert/strict';
import type { FileProbe } from '../../../../src/pipeline/contract/file-probe';
import { probeText, units } from '../probing';

describe('calls for models behind branches', function () {
  this.timeout(120_000);

  const net = (size: number): string =>
    `tf.sequential({ layers: [tf.layers.dense({ units: ${size}, activation: 'relu', inputShape: [4] }), ` +
    `tf.layers.dense({ units: 1 })] })`;
  const firsts = ({ models }: FileProbe): (number | null | undefined)[] =>
    models.map((model) => units(model)[0]).sort();

  it('reaches the model of each case, whatever one argument chooses', async () => {
    const probe = await probeText(`export function build(kind: 'small' | 'wide' | 'deep') {
  switch (kind) {
    case 'small':
      return ${net(2)};
    case 'wide':
      return ${net(3)};
    default:
      return ${net(4)};
  }
}`);
    assert.deepEqual(firsts(probe), [2, 3, 4]);
    assert.deepEqual(probe.errors, []);
    const turned = probe.models.filter(({ assumed }) => assumed.includes('the branch that leads to a model on line 3'));
    assert.equal(turned.length, 2, JSON.stringify(probe.models.map(({ assumed }) => assumed)));
  });

  it('reaches the model of each member of a table that a key chooses from', async () => {
    const check = "if (!(body.input instanceof tf.SymbolicTensor) || body.width !== 9) throw new Error('no body');";
    const head = (activation: string): string =>
      `return tf.model({ inputs: body.input, outputs: tf.layers.dense({ units: body.width, activation: ` +
      `'${activation}' }).apply(body.input) as tf.SymbolicTensor });`;
    const { models, errors } = await probeText(`interface Body { input: tf.SymbolicTensor; width: number }
function tanhHead(body: Body) { ${check} ${head('tanh')} }
const heads = {
  tanh: tanhHead,
  softmax(body: Body) { ${check} ${head('softmax')} },
};
export function create(kind: string) {
  const build = heads[kind];
  return build({ input: tf.input({ shape: [6] }), width: 9 });
}`);
    assert.deepEqual(errors, []);
    assert.deepEqual(
      models.map(({ layers }) => [layers[0].activation, layers[0].outputShape]),
      ['tanh', 'softmax'].map((activation) => [activation, [null, 9]]),
    );
    assert.match(models[1].assumed.join(), /the branch that leads to a model/);
  });

  it('reaches the model of each branch, and the one behind an early return', async () => {
    const probe = await probeText(`function shallow() { return ${net(2)}; }
export function build(isSmall = true, cached = true) {
  if (cached) return undefined;
  const head = isSmall ? shallow() : ${net(3)};
  return head;
}`);
    assert.deepEqual(firsts(probe), [2, 3]);
  });

  it('reports a model once that is made before another one', async () => {
    const probe = await probeText(`export function build(isFrozen = true) {
  const base = ${net(2)};
  if (isFrozen) return base;
  const head = ${net(3)};
  return head;
}`);
    assert.deepEqual(firsts(probe), [2, 3]);
  });

  it('ends where a function calls itself', async () => {
    const probe = await probeText(`export function build(depth: number): tf.LayersModel {
  if (depth > 100) return build(depth - 1);
  if (depth > 200) return ${net(5)};
  return ${net(2)};
}`);
    assert.deepEqual(firsts(probe), [2, 5]);
  });
});

/** Rule saturated-activation on constructed numbers: which layers stick at a limit, and where that is fine. */

import assert from 'node:assert/strict';
import { diagnose } from '../../../../src/diagnosis/index';
import { chain, codes, found, type LayerNumbers, learning, modelOf, type ModelNumbers } from '../models';

describe('saturated-activation', () => {
  it('warns of hidden layers that stick, in one finding', () => {
    const findings = found({ layers: chain(5, 0.9, { activation: 'tanh', saturated: 0.95 }) });
    assert.deepEqual(codes({ layers: chain(5, 0.9, { activation: 'tanh', saturated: 0.8 }) }), [
      'information saturated-activation cause',
    ]);
    assert.deepEqual(
      findings.map((f) => [f.code, f.severity, f.layers.length]),
      [['saturated-activation', 'warning', 5]],
    );
  });

  it('warns of them where the rest learns from their signs, unless the loss halves or only one seed shows it', () => {
    const stuck = (saturated: number): ModelNumbers => ({
      layers: chain(1, 1, { activation: 'tanh', saturated }),
      losses: (step) => 0.8 * 0.8 ** (step / 20),
    });
    assert.deepEqual(codes(stuck(0.95)), ['warning saturated-activation cause']);
    assert.deepEqual(codes(stuck(0.8)), []);
    assert.deepEqual(codes({ ...stuck(0.95), losses: learning }), []);
    const model = modelOf(stuck(0));
    const inOneSeed = {
      ...model,
      layers: model.layers.map((layer, i) =>
        i === 0 ? { ...layer, output: { ...layer.output, saturatedPerSeed: [0.95, 0, 0] } } : layer,
      ),
    };
    assert.deepEqual(
      diagnose(inOneSeed).map((f) => `${f.severity} ${f.code}`),
      ['information saturated-activation'],
    );
  });

  it('warns of weights far over their norm, unless the slope at zero wants such and they still move', () => {
    const severity = (hidden: Partial<LayerNumbers>, times = 10): string[] => {
      const norm = Math.sqrt(64);
      const wide = { saturated: 0.7, updateRatio: 2e-4, kernelSize: times * norm, ...hidden };
      return found({ layers: chain(2, 1, wide) })
        .filter(({ code }) => code === 'saturated-activation')
        .map((finding) => `${finding.severity}${finding.message.includes('still moves') ? ', moving' : ''}`);
    };
    assert.deepEqual(severity({ activation: 'hardSigmoid' }), ['information, moving']);
    assert.deepEqual(severity({ activation: 'sigmoid' }), ['information, moving']);
    assert.deepEqual(severity({ activation: 'tanh' }), ['warning']);
    assert.deepEqual(severity({ activation: 'hardSigmoid', updateRatio: 2e-5 }), ['warning']);
    assert.deepEqual(severity({ activation: 'hardSigmoid' }, 30), ['warning']);
    assert.deepEqual(severity({ activation: 'hardSigmoid', saturated: 0.95 }), ['warning']);
  });

  it('judges what a loop applies behind a kernel of its own as a hidden layer', () => {
    const model = modelOf({ layers: [{ className: 'Variable', activation: null, gradient: 0.1, inputs: [] }] });
    const beside = (share: number): string[] => {
      const behind = { activation: 'sigmoid', saturatedPerSeed: [share, share, share] } as const;
      const layers = model.layers.map((layer) => ({ ...layer, behind }));
      return diagnose({ ...model, layers }).map(({ severity, code, message }) => {
        const outputs = /outputs of (.+) are stuck/.exec(message)?.[1] ?? '';
        return `${severity} ${code}: ${outputs}`;
      });
    };
    assert.deepEqual(beside(0.95), ['warning saturated-activation: the sigmoid behind these weights']);
    assert.deepEqual(beside(0.7), ['information saturated-activation: the sigmoid behind these weights']);
    assert.deepEqual(beside(0.5), []);
  });

  it('informs of layers that stick in one seed, where it tells examples apart though its first loss was low', () => {
    const model = modelOf({ layers: chain(1, 1, { activation: 'tanh' }), losses: () => 0.6 });
    const layers = model.layers.map((layer, i) =>
      i === 0 ? { ...layer, output: { ...layer.output, saturatedPerSeed: [0.95, 0, 0] } } : layer,
    );
    const beside = (share: number): string[] => {
      const constant = model.losses.map((row) => row.map((loss) => loss / share));
      return diagnose({ ...model, layers, answers: { data: model.losses, constant } })
        .filter(({ code }) => code === 'saturated-activation')
        .map(({ severity }) => severity);
    };
    assert.deepEqual(beside(0.9), ['information']);
    assert.deepEqual(beside(1), ['warning']);
  });

  it('informs of a layer at its ends to the last output in one seed that learns past it, else warns', () => {
    const layers = [
      { gradient: 0.1, inputs: [] },
      { activation: 'hardSigmoid', gradient: 0.1, inputs: [0] },
      { className: 'Add', activation: null, gradient: 0.1, gain: 1, inputs: [0, 1] },
      { gradient: 0.3, gain: 0.3, inputs: [2] },
    ];
    const severity = (share: number, stuck: readonly number[]): string[] => {
      const model = modelOf({ layers, losses: learning });
      const cutOff = (values: readonly (readonly number[])[]): number[][] =>
        values.map((row, seed) => (stuck.includes(seed) ? row.map(() => 0) : [...row]));
      const stopped = model.layers.map((layer, i) =>
        i !== 1
          ? layer
          : {
              ...layer,
              output: { ...layer.output, saturatedPerSeed: [0, 1, 2].map((seed) => (stuck.includes(seed) ? 1 : 0)) },
              backwardGains: cutOff(layer.backwardGains),
              weights: layer.weights.map((weight) => ({ ...weight, gradientL2: cutOff(weight.gradientL2) })),
            },
      );
      const constant = model.losses.map((row) => row.map((loss) => loss / share));
      return diagnose({ ...model, layers: stopped, answers: { data: model.losses, constant } })
        .filter(({ code }) => code === 'saturated-activation')
        .map((finding) => finding.severity);
    };
    assert.deepEqual(severity(0.6, [1]), ['information']);
    assert.deepEqual(severity(0.95, [1]), ['warning']);
    assert.deepEqual(severity(0.6, [0, 1]), ['warning']);
  });

  it('takes no fall for learning that ends above what one answer for all gives', () => {
    const model = modelOf({ layers: chain(1, 1, { activation: 'tanh', saturated: 0.95 }), losses: learning });
    const beside = (share: number): string[] => {
      const constant = model.losses.map((row) => row.map((loss) => loss / share));
      return diagnose({ ...model, answers: { data: model.losses, constant } }).map(({ code }) => code);
    };
    assert.deepEqual(beside(3), ['saturated-activation']);
    assert.deepEqual(beside(0.9), []);
  });

  it('sees answers that are sure and wrong although some gradient is left', () => {
    const sure = (gradient: number): ModelNumbers => ({
      layers: [
        { activation: 'relu', gradient, updateRatio: 1e-6 },
        { activation: 'softmax', units: 3, gradient, gain: 1, saturated: 0.88, updateRatio: 1e-6 },
      ],
      losses: (step) => (step < 5 ? 4 : 5.5),
      loss: 'categoricalCrossentropy',
    });
    assert.ok(codes(sure(1e-3)).includes('error saturated-activation effect'));
    assert.ok(!codes(sure(10)).some((text) => text.includes('saturated')));
    // Further steps that learn show that a gradient came through after all.
    const afterwards = (learns: 'below' | 'no'): string[] => {
      const model = modelOf(sure(1e-3));
      const constant = model.losses.map((row) => row.map(() => 1.1));
      const further = model.losses.map(() => ({ steps: 90, share: 0.8, learns, nearest: 0.2 }));
      return diagnose({ ...model, answers: { data: model.losses, constant, further } }).map(({ code }) => code);
    };
    assert.ok(afterwards('no').includes('saturated-activation'));
    assert.ok(!afterwards('below').includes('saturated-activation'));
  });

  it('keeps quiet on a classifier that has converged', () => {
    const layers = chain(2, 0.9);
    assert.deepEqual(codes({ layers: [layers[0], layers[1], { ...layers[2], saturated: 1 }], losses: learning }), []);
  });
});

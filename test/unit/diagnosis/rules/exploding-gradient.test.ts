/** Rule exploding-gradient on constructed numbers: which layers it names, how severe it is, what its cause is. */

import assert from 'node:assert/strict';
import { diagnose } from '../../../../src/diagnosis/index';
import { chain, codes, found, learning, modelOf, type LayerNumbers, type ModelNumbers } from '../models';

describe('exploding-gradient', () => {
  it('names the layers that multiply the gradient', () => {
    const [finding] = found({ layers: chain(20, 1.7, { activation: 'relu', kernelSize: 0.3 * 64 }) });
    assert.equal(`${finding.severity} ${finding.code} ${finding.role}`, 'error exploding-gradient cause');
    assert.match(
      finding.message,
      /these 20 ReLU layers: each multiplies the gradient by about ×1\.7 .*3\.0e-1 where a ReLU layer .* about 1\.8e-1/,
    );
  });

  it('sees a forward explosion that leaves no gradient to measure', () => {
    const layers = chain(20, NaN, { activation: 'relu', kernelSize: 0.3 * 64, gradient: 0 }).map((layer, i) => ({
      ...layer,
      outputStd: 1.7 ** i,
      gradient: 0,
      saturated: i === 20 ? 1 : 0,
    }));
    assert.deepEqual(codes({ layers, losses: () => 14.7 }), [
      'error exploding-gradient cause',
      'error saturated-activation effect',
    ]);
  });

  it('sees outputs that grow through residual adds until the loss starts far above guessing, even if it falls', () => {
    const blocks = Array.from({ length: 12 }, (_, b): LayerNumbers[] => [
      { activation: 'relu', gradient: 1, gain: 0.7, outputStd: 1.4 ** b, inputs: [2 * b] },
      {
        className: 'Add',
        activation: null,
        gradient: 1,
        gain: 1.4,
        outputStd: 1.4 ** (b + 1),
        inputs: [2 * b, 2 * b + 1],
      },
    ]).flat();
    const layers = [
      { activation: 'relu', gradient: 1, inputs: [] },
      ...blocks,
      { units: 3, gradient: 1, gain: 1, inputs: [24] },
    ];
    const far = { layers, losses: (step: number) => 9 * 0.7 ** (step / 29), loss: 'categoricalCrossentropy' };
    const [finding] = found(far);
    assert.equal(`${finding.severity} ${finding.code} ${finding.role}`, 'warning exploding-gradient cause');
    assert.match(
      finding.message,
      /through these 12 Add layers: each multiplies the signal by about ×1\.4, .* outputs grow 57 times from the/,
    );
    assert.match(finding.message, /from the first to the last, and the loss starts far too high\. /);
    assert.deepEqual(
      finding.layers,
      Array.from({ length: 12 }, (_, b) => 2 * b + 2),
    );
    assert.deepEqual(codes({ ...far, losses: (step) => 1.2 * 0.7 ** (step / 29) }), []);
  });

  it('sees a loss that runs away and blames the learning rate, where the model is compiled', () => {
    const compiledAt = {
      file: '/w/train.ts',
      range: { start: { line: 3, character: 0 }, end: { line: 3, character: 9 } },
    };
    const model = modelOf({
      layers: [{ units: 1, gradient: (step) => 10 ** step, kernelGradient: 1, updateRatio: 3 }],
      losses: (step) => 767 * 10 ** step,
      optimizer: 'SGD',
      learningRate: 0.1,
    });
    const [finding, ...others] = diagnose({ ...model, compiledAt });
    assert.deepEqual(others, []);
    assert.equal(finding.file, '/w/train.ts');
    assert.match(finding.message, /from 7\.7e\+2 to .* SGD with learning rate 0\.1 overshoots/);
  });

  it('takes no loss for running away that further steps bring below what a constant answer costs', () => {
    const model = modelOf({
      layers: [{ units: 1, gradient: 0.1, inputs: [] }],
      losses: (step) => (step === 0 ? 0.7 : 40),
      loss: 'meanSquaredError',
    });
    const told = (learns: 'below' | 'no'): boolean => {
      const further = model.losses.map(() => ({ steps: 30, share: 0.7, learns, nearest: 0.1 }));
      const answers = { data: model.losses, constant: model.losses.map((row) => row.map(() => 2)), further };
      return diagnose({ ...model, answers }).some(({ code }) => code === 'exploding-gradient');
    };
    assert.deepEqual([told('no'), told('below')], [true, false]);
  });

  it('names a learning rate below zero, and updates of the code itself', () => {
    const diverging: ModelNumbers = {
      layers: [{ units: 1, gradient: 1, updateRatio: 0.1 }],
      losses: (step) => 2 ** step,
      optimizer: 'SGD',
      learningRate: -0.1,
    };
    assert.match(found(diverging)[0].message, /a learning rate below zero \(-0\.1\) .* Take the rate 0\.1\.$/);
    const own = found({ ...diverging, optimizer: 'none', learningRate: NaN });
    assert.match(own[0].message, /each of the code's own updates overshoots, or goes up the gradient\./);
  });

  it('judges time apart from depth: 30 steps through which the gradient grows', () => {
    const timeSteps = Array.from({ length: 30 }, (_, t) => 1.5 ** (29 - t));
    const recurrent = { className: 'LSTM', activation: 'relu', gradient: 1, timeSteps };
    const head = { units: 1, gradient: 1, gain: 1 };
    const layersWith = (steps: readonly number[]): ModelNumbers => ({
      layers: [{ ...recurrent, timeSteps: steps }, head],
    });
    assert.deepEqual(codes(layersWith(timeSteps)), ['error exploding-gradient cause']);
    assert.match(found(layersWith(timeSteps))[0].message, /of 30 time steps they grow 1\.3e\+5 times/);
    assert.deepEqual(codes({ ...layersWith(timeSteps), losses: learning }), ['information exploding-gradient cause']);
    // The model reads an earlier output alone.
    assert.deepEqual(codes(layersWith([...timeSteps, 0, 0])), ['error exploding-gradient cause']);
    // Attention on the oldest step, and a growth that stays small.
    assert.deepEqual(codes(layersWith([5000, ...timeSteps.map(() => 1)])), []);
    assert.deepEqual(codes(layersWith(timeSteps.slice(-12))), []);
  });

  it('names a state that grows through time until no gradient comes back', () => {
    /** @param size root mean square of the outputs; `deviation` is that of sixteen units' recurrent weights */
    const grown = (size: number, deviation: number, activation = 'relu', timeSteps = Array(40).fill(0) as number[]) => {
      const built = modelOf({
        layers: [
          { className: 'SimpleRNN', activation, gradient: 0, units: 16, outputStd: size, timeSteps },
          { units: 1, gradient: 0, activation: 'sigmoid' },
        ],
        losses: () => 8,
      });
      const layers = built.layers.map((layer, index) => {
        const [kernel] = layer.weights;
        const l2 = kernel.l2.map((steps) => steps.map(() => 16 * deviation));
        const recurrent = { ...kernel, name: 'recurrent_kernel', shape: [16, 16], l2 };
        return index === 0 ? { ...layer, weights: [kernel, recurrent] } : layer;
      });
      return diagnose({ ...built, layers }).filter(({ code }) => code === 'exploding-gradient');
    };
    const [finding] = grown(1e9, 0.6);
    assert.equal(`${finding.severity} ${finding.role} ${finding.range.start.line}`, 'error cause 0');
    assert.match(
      finding.message,
      /state of this SimpleRNN explodes .* about ×1\.7 in each of 40 time steps, up to .* 1\.0e\+9/,
    );
    assert.deepEqual(grown(1e9, 0.25), [], 'weights that keep the size');
    assert.deepEqual(grown(10, 0.6), [], 'outputs of usual size');
    assert.deepEqual(grown(1, 0.6, 'tanh'), [], 'a bounded state');
    assert.deepEqual(grown(1e9, 0.6, 'relu', Array(40).fill(1) as number[]), [], 'a gradient comes back');
  });

  it('takes growth along recurrent layers for that through their time steps, unless a dense layer grows too', () => {
    const timeSteps = Array.from({ length: 30 }, (_, t) => 1.5 ** (29 - t));
    const recurrent = (gradient: number): LayerNumbers => ({
      className: 'LSTM',
      activation: 'relu',
      gradient,
      gain: 1e4,
      timeSteps,
    });
    const head = { units: 1, gradient: 1, gain: 1 };
    const messages = (layers: readonly LayerNumbers[]): string[] => found({ layers }).map(({ message }) => message);
    const stacked = messages([recurrent(1e4), recurrent(1), head]);
    assert.equal(stacked.length, 2);
    for (const message of stacked) assert.match(message, /through time in this LSTM/);
    const dense = { activation: 'relu', gain: 1e4 };
    const mixed = messages([{ ...dense, gradient: 1e8 }, { ...dense, gradient: 1e4 }, recurrent(1), head]);
    assert.match(mixed[0], /^Gradients explode through these/);
  });

  it('keeps quiet on tens of times more gradient at the front', () => {
    assert.deepEqual(codes({ layers: chain(10, 1.5, { activation: 'relu' }) }), []);
  });

  it('does not compare a loss with a first one of exactly 0', () => {
    const numbers = { layers: chain(2, 1, { activation: 'tanh' }), learningRate: 0.1, loss: 'custom' };
    const after = (losses: (step: number) => number): string[] =>
      codes({ ...numbers, losses: (step) => (step < 2 ? 0 : losses(step)) });
    assert.deepEqual(after(learning), []);
    assert.deepEqual(
      after((step) => 1.5 ** step),
      ['error exploding-gradient cause'],
    );
    const [{ message }] = found({ ...numbers, losses: (step) => (step < 2 ? 0 : 4 ** step) });
    assert.match(message, /the loss goes from 16 to /);
  });

  it('lets a loss grow where no step of plain SGD promises to take the whole of it away', () => {
    const judged = (optimizer: string, gradient: number): string[] =>
      codes({
        ...{ layers: chain(2, 1, { activation: 'tanh', kernelGradient: gradient, updateRatio: 0.01 }), optimizer },
        ...{ learningRate: 0.1, loss: 'custom', losses: (step) => 0.01 * 1.3 ** step },
      }).filter((code) => code.includes('exploding'));
    assert.deepEqual(judged('SGD', 0.01), []);
    assert.deepEqual(
      [judged('SGD', 10), judged('Adam', 0.01)].map(({ length }) => length),
      [1, 1],
    );
  });
});

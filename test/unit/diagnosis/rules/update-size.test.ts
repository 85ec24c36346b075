/** Rules update-too-small and update-too-large, on constructed numbers. */

import assert from 'node:assert/strict';
import type { ProbedModel } from '../../../../src/diagnosis/evidence/facts';
import { diagnose } from '../../../../src/diagnosis/index';
import { bumpy, chain, codes, found, learning, modelOf, type LayerNumbers, type ModelNumbers } from '../models';

/** The model with these update ratios in all weights. */
function withRatios(model: ProbedModel, ratioAt: (step: number) => number): ProbedModel {
  const updateRatio = model.losses.map((steps) => steps.map((_loss, step) => ratioAt(step)));
  const layers = model.layers.map((layer) => ({
    ...layer,
    weights: layer.weights.map((weight) => ({ ...weight, updateRatio })),
  }));
  return { ...model, layers };
}

describe('update-too-small and update-too-large', () => {
  const layers = (updateRatio: number, part: Partial<LayerNumbers> = {}): ModelNumbers['layers'] => [
    { activation: 'relu', gradient: 0.1, updateRatio, ...part },
    { gradient: 0.3, gain: 1, updateRatio, ...part },
  ];

  it('finds steps that hardly move the weights, for each kind of optimizer', () => {
    assert.deepEqual(codes({ layers: layers(5e-5), learningRate: 1e-5 }), ['warning update-too-small cause']);
    assert.deepEqual(codes({ layers: layers(5e-6), optimizer: 'SGD' }), []);
    assert.deepEqual(codes({ layers: layers(5e-6), optimizer: 'SGD', learningRate: 1e-5 }), [
      'warning update-too-small cause',
    ]);
    assert.deepEqual(codes({ layers: layers(1e-8), optimizer: 'SGD' }), ['warning update-too-small cause']);
  });

  it('finds gradients that change nothing: a rate of 0, a loop that never applies them', () => {
    const still: ModelNumbers = { layers: layers(0), learningRate: 0 };
    assert.deepEqual(codes(still), ['warning update-too-small cause']);
    assert.match(found(still)[0].message, /the learning rate of Adam is 0\. Raise it, to 0\.001 for a start\.$/);
    const unapplied: ModelNumbers = { layers: layers(0), optimizer: 'none', learningRate: NaN };
    assert.match(found(unapplied)[0].message, /computes them and never applies them\. .*applyGradients\(grads\)\.$/);
    assert.deepEqual(codes({ ...unapplied, steps: 2 }), []);
    assert.deepEqual(codes({ ...unapplied, layers: layers(1e-3) }), []);
  });

  it('takes what is lost in rounding for no warm-up', () => {
    const model = modelOf({ layers: layers(1e-9), optimizer: 'SGD', learningRate: 1e-12 });
    const [finding] = diagnose(withRatios(model, (step) => (step === 0 ? 0 : 1e-9)));
    assert.equal(finding.code, 'update-too-small');
  });

  it('takes the first steps of a momentum for no warm-up', () => {
    const updateRatio = (step: number): number => 1e-9 * (1 - 0.9 ** (step + 1));
    const growing: ModelNumbers = { layers: layers(1e-9), learningRate: 1e-8 };
    const growingIn = (optimizer: string): string[] =>
      diagnose(withRatios(modelOf({ ...growing, optimizer }), (step) => 1e3 * updateRatio(step))).map(
        ({ code }) => code,
      );
    assert.deepEqual([growingIn('Momentum'), growingIn('SGD')], [['update-too-small'], []]);
  });

  it('says nothing where vanishing gradients are the reason', () => {
    const vanishing = chain(20, 0.24).map((layer) => ({ ...layer, updateRatio: 1e-8 }));
    assert.deepEqual(codes({ layers: vanishing, optimizer: 'SGD' }), ['error vanishing-gradient cause']);
    const laterSeeds = { ...modelOf({ layers: vanishing, optimizer: 'SGD' }), seeds: [21, 22, 23] };
    assert.deepEqual(
      diagnose(laterSeeds).map(({ code }) => code),
      ['vanishing-gradient'],
    );
  });

  it('finds steps of a fifth of the weights, worse if the loss does not fall', () => {
    assert.deepEqual(codes({ layers: layers(0.5), losses: bumpy }), ['warning update-too-large cause']);
    assert.deepEqual(codes({ layers: layers(0.25), losses: bumpy }), ['information update-too-large cause']);
    assert.match(
      found({ layers: layers(0.25), losses: bumpy })[0].message,
      /is at the upper end for Adam, though the loss falls\.$/,
    );
    assert.deepEqual(codes({ layers: layers(0.25) }), ['error update-too-large cause']);
    assert.deepEqual(codes({ layers: layers(0.08) }), []);
    for (const guess of ['learningRate = 1', 'optimizer = adam(0.001)', "config.optimizer = 'adam'"])
      assert.deepEqual(diagnose({ ...modelOf({ layers: layers(0.25) }), assumed: [guess] }), []);
  });

  it('names the line where the loss adds up its examples, unless the optimizer evens that out', () => {
    const { layers: placed, file } = modelOf({ layers: layers(0.25) });
    const at = { file, range: placed[0].range };
    const slip = { kind: 'summed' as const, operation: 'sum', shapes: [[64, 10]], at };
    const told = (optimizer: string) =>
      diagnose({ ...modelOf({ layers: layers(0.25), optimizer }), lossSlips: [slip] })[0];
    assert.match(
      told('SGD').message,
      /Take the mean of the loss over the 64 examples .* at line 1, which makes each step/,
    );
    assert.equal(told('SGD').related[0].note, 'the loss adds up the 64 examples of a batch here');
    assert.doesNotMatch(told('Adam').message, /mean of the loss/);
    assert.ok(told('Adam').related.every(({ note }) => note === undefined));
  });

  it('warns of gradients that pile up, whatever they lead to', () => {
    const { layers: placed, file } = modelOf({ layers: layers(0.01) });
    const slip = {
      kind: 'piled' as const,
      operation: 'applyGradients',
      shapes: [],
      at: { file, range: placed[1].range },
    };
    for (const ratio of [0.01, 0.5]) {
      const piled = diagnose({ ...modelOf({ layers: layers(ratio) }), lossSlips: [slip] });
      const [{ severity, code, range, message }] = piled;
      assert.deepEqual([piled.length, severity, code, range], [1, 'warning', 'update-too-large', placed[1].range]);
      assert.match(
        message,
        /all earlier steps are in each step again.* Start the sums anew after each applyGradients\.$/,
      );
    }
    const rising = modelOf({ layers: layers(0.5), losses: (step) => 2 ** step });
    const both = diagnose({ ...rising, lossSlips: [slip] }).map(({ code }) => code);
    assert.deepEqual(both, ['exploding-gradient', 'update-too-large']);
  });

  it('leaves a single linear layer its large first steps where the loss falls', () => {
    const single: LayerNumbers[] = [{ gradient: 0.1, updateRatio: 1.8, inputs: [] }];
    assert.deepEqual(codes({ layers: single, losses: bumpy }), ['information update-too-large cause']);
    assert.deepEqual(codes({ layers: single }), ['error update-too-large cause']);
  });

  it('expects steps of a quarter before a normalization, but not of a half', () => {
    const normalized = (ratio: number): LayerNumbers[] => [
      ...layers(ratio).slice(0, 1),
      { className: 'BatchNormalization', activation: null, gradient: 0.2, gain: 1 },
      ...layers(ratio).slice(1),
    ];
    assert.deepEqual(codes({ layers: normalized(0.25) }), []);
    assert.deepEqual(codes({ layers: normalized(0.5) }), ['error update-too-large cause']);
  });

  it('accepts steps of any size that each lower the loss', () => {
    assert.deepEqual(codes({ layers: layers(0.5), losses: learning }), []);
  });

  it('accepts a first step too many where each of the later half lowers the loss', () => {
    const recovering = (step: number): number => (step === 1 ? 1.2 : 0.7 - 0.01 * step);
    assert.deepEqual(codes({ layers: layers(0.6), losses: recovering }), []);
    const slower = (step: number): number => (step === 1 ? 1.2 : 0.7 - 0.003 * step);
    assert.deepEqual(codes({ layers: layers(0.6), losses: slower }), ['warning update-too-large cause']);
  });

  it('takes steps for harmless that the model comes back from, where the code goes on and no unit can die', () => {
    const severity = (activation: string, ratio: number, share: number, stepsOfCode: number): string[] => {
      const model = modelOf({ layers: layers(ratio, { activation }), losses: bumpy });
      const constant = model.losses.map((row) => row.map((loss) => loss / share));
      const own = { steps: stepsOfCode, calls: 1, epochs: 10, batches: 4, isDefault: false };
      const facts = { ...model, stepsOfCode: own, answers: { data: model.losses, constant } };
      return diagnose(facts).flatMap(({ code, severity }) => (code === 'update-too-large' ? [severity] : []));
    };
    assert.deepEqual(severity('sigmoid', 0.5, 0.8, 400), ['information']);
    assert.deepEqual(severity('relu', 0.5, 0.8, 400), ['warning']);
    assert.deepEqual(severity('sigmoid', 1.5, 0.8, 400), ['warning']);
    assert.deepEqual(severity('sigmoid', 0.5, 1, 400), ['warning']);
    assert.deepEqual(severity('sigmoid', 0.5, 0.8, 20), ['warning']);
  });

  it('takes steps larger than the weights for harmless only where a network of few layers learns clearly', () => {
    const severity = (hidden: number, share: number, further?: number): string[] => {
      const few = [...Array.from({ length: hidden }, () => layers(3, { activation: 'tanh' })[1]), layers(3)[1]];
      const model = modelOf({ layers: few.map((layer) => ({ ...layer, gain: 1 })), losses: bumpy });
      const answers = {
        data: model.losses,
        constant: model.losses.map((row) => row.map((loss) => loss / share)),
        ...(further !== undefined && {
          further: model.losses.map(() => ({ steps: 60, share: further, learns: 'below' as const, nearest: 0.2 })),
        }),
      };
      const stepsOfCode = { steps: 400, calls: 1, epochs: 100, batches: 4, isDefault: false };
      return diagnose({ ...model, stepsOfCode, answers }).flatMap(({ code, severity }) =>
        code === 'update-too-large' ? [severity] : [],
      );
    };
    assert.deepEqual(severity(2, 0.5), ['information']);
    assert.deepEqual(severity(2, 0.9), ['warning']);
    assert.deepEqual(severity(2, 1.1, 0.6), ['information']);
    assert.deepEqual(severity(3, 0.5), ['warning']);
  });

  it('takes steps of any size before a normalization for harmless where every seed learns in the end', () => {
    const restless = (step: number): number => 0.69 + 0.1 * (step % 2);
    const severity = (between: LayerNumbers, later: number): string[] => {
      const deep = Array.from({ length: 5 }, () => layers(1.5, { activation: 'tanh' })[1]);
      const model = modelOf({ layers: [...deep, between, layers(1.5)[1]], losses: restless });
      const answers = {
        data: model.losses,
        constant: model.losses,
        further: model.losses.map(() => ({ steps: 60, share: later, learns: 'below' as const, nearest: 0.2 })),
      };
      const stepsOfCode = { steps: 400, calls: 1, epochs: 100, batches: 4, isDefault: false };
      return diagnose({ ...model, stepsOfCode, answers }).flatMap(({ code, severity }) =>
        code === 'update-too-large' ? [severity] : [],
      );
    };
    const normalization = { className: 'BatchNormalization', activation: null, gradient: 0.3, gain: 1 };
    const dropout = { ...normalization, className: 'Dropout' };
    assert.deepEqual(severity(normalization, 0.8), ['information']);
    assert.deepEqual(severity(normalization, 0.95), ['warning']);
    assert.deepEqual(severity(dropout, 0.8), ['warning']);
  });

  it('accepts steps of half the weights, but none larger than the weights, where almost no loss is left', () => {
    const solved = (step: number): number => 4 * 0.5 ** step * (step % 3 === 2 ? 3 : 1);
    assert.deepEqual(codes({ layers: layers(0.6), losses: solved }), []);
    assert.deepEqual(codes({ layers: layers(5), losses: solved }), ['warning update-too-large cause']);
  });

  it('blames the learning rate for a cross-entropy that rises far above guessing, whatever the size of steps', () => {
    const [finding] = found({ layers: layers(1e-3), losses: (step) => 0.7 + 0.3 * step });
    assert.equal(`${finding.severity} ${finding.code}`, 'error update-too-large');
    assert.match(
      finding.message,
      /^The loss rises from 0\.7 to 8\.05, where always giving the same answer costs 0\.693: the learning rate /,
    );
    assert.match(finding.message, /the learning rate of 0\.001 is too large for Adam\. Lower/);
    assert.deepEqual(codes({ layers: layers(1e-3), losses: (step) => 0.7 + 0.02 * step }), []);
    assert.deepEqual(codes({ layers: layers(1e-3), losses: (step) => 0.7 + 0.3 * step, loss: 'custom' }), []);
  });

  it('only informs of a cross-entropy that further steps of the code bring back below that of guessing', () => {
    const messages = (learns: 'below' | 'no', ratio = 1e-3): string[] => {
      const model = modelOf({ layers: layers(ratio, { activation: 'tanh' }), losses: (step) => 0.7 + 0.3 * step });
      const constant = model.losses.map((row) => row.map(() => 0.693));
      const further = model.losses.map(() => ({ steps: 90, share: 0.8, learns, nearest: 0.2 }));
      const own = { steps: 400, calls: 1, epochs: 10, batches: 40, isDefault: false };
      return diagnose({ ...model, stepsOfCode: own, answers: { data: model.losses, constant, further } }).flatMap(
        ({ code, severity, message }) => (code === 'update-too-large' ? [`${severity}: ${message}`] : []),
      );
    };
    assert.match(messages('below')[0], /^information: .* for Adam, though further steps bring the loss back\.$/);
    assert.match(messages('no')[0], /^error: /);
    assert.match(messages('below', 0.5)[0], /^warning: /, 'such steps throw away what the weights were');
  });

  it('blames the learning rate for one seed that it throws to the end of the last activation, and for no other', () => {
    const built = modelOf({ layers: layers(1e-3), losses: learning });
    const thrown = Array.from({ length: 30 }, (_, step) => 0.7 + 0.3 * step);
    const inOneSeed = (saturated: number): string[] =>
      diagnose({
        ...built,
        losses: [built.losses[0], thrown, built.losses[2]],
        layers: built.layers.map((layer, i) =>
          i === built.layers.length - 1
            ? { ...layer, output: { ...layer.output, saturatedPerSeed: [0.2, saturated, 0.2] } }
            : layer,
        ),
      }).map(({ severity, code, seeds }) => `${severity} ${code} in ${seeds.length}`);
    assert.deepEqual(inOneSeed(1), ['warning update-too-large in 1']);
    assert.deepEqual(inOneSeed(0.4), []);
  });

  it('finds that plain SGD stands still where no step can lower the loss', () => {
    const still = { layers: layers(1e-4, { gradient: 1e-3 }), optimizer: 'SGD', learningRate: 0.01 };
    assert.deepEqual(codes(still), ['warning update-too-small cause']);
    assert.deepEqual(codes({ ...still, layers: layers(1e-4, { gradient: 1 }) }), []);
    // Converged: under the loss of guessing.
    assert.deepEqual(codes({ ...still, losses: () => 0.1 }), []);
    assert.deepEqual(codes({ ...still, optimizer: 'Adam', layers: layers(2e-4, { gradient: 1e-6 }) }), []);
  });
});

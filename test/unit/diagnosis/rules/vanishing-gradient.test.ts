/** Rule vanishing-gradient on constructed numbers: its cause, its severities, and models without that fault. */

import assert from 'node:assert/strict';
import type { ProbedModel } from '../../../../src/diagnosis/evidence/facts';
import { diagnose } from '../../../../src/diagnosis/index';
import { badgeForLine } from '../../../../src/report/badge';
import type { FurtherSteps } from '../../../../src/report/losses';
import { chain, codes, found, learning, modelOf, type LayerNumbers, type ModelNumbers } from '../models';

/** The model with further steps in its seeds; the loss of the data stands at that of a constant answer until then. */
function withFurther(numbers: ModelNumbers, further: readonly (FurtherSteps | null)[]): ProbedModel {
  const model = modelOf(numbers);
  return { ...model, answers: { data: model.losses, constant: model.losses, further } };
}

describe('vanishing-gradient', () => {
  it('names twenty sigmoid layers as the cause, with factor, theory and reach', () => {
    const [finding, ...others] = found({ layers: chain(20, 0.24) });
    assert.deepEqual(others, []);
    assert.equal(`${finding.severity} ${finding.code} ${finding.role}`, 'error vanishing-gradient cause');
    assert.equal(finding.layers.length, 20);
    assert.match(
      finding.message,
      /these 20 sigmoid layers: each passes on about ×0\.24 .*slope is at most 0\.25.*1\.7e-13 \(1\.7e-12 of what/,
    );
    assert.deepEqual(finding.seeds, [1, 2, 3]);
  });

  it('gives the same number as the badge where seeds differ much', () => {
    const model = modelOf({ layers: chain(20, 0.24) });
    const scales = [1, 1e-3, 10];
    const scattered = {
      ...model,
      layers: model.layers.map((layer) => ({
        ...layer,
        outputGradient: {
          l2: layer.outputGradient.l2.map((row, s) => row.map((g, step) => g * scales[s] * (step + 1))),
        },
      })),
    };
    const [finding] = diagnose(scattered);
    assert.match(finding.message, /the first layer gets 1\.7e-13 \(1\.7e-12 of what/);
    assert.match(badgeForLine([scattered.layers[0]], [finding]).text, /^∇ 1\.7e-13 /);
  });

  it('stands on the line that creates most of the layers and relates the others', () => {
    const layers = chain(8, 0.2).map((layer, i) => ({ ...layer, line: i === 0 ? 5 : i < 8 ? 7 : 9 }));
    const [finding] = found({ layers });
    assert.equal(finding.range.start.line, 7);
    assert.deepEqual(
      finding.related.map((place) => place.range.start.line),
      [5],
    );
  });

  it('separates the sigmoid tail that loses the gradient from the ReLU layers that starve', () => {
    const tail = chain(8, 0.25);
    const starving = [0, 1].map((i) => ({
      className: 'Conv2D',
      activation: 'relu',
      gain: i === 0 ? NaN : 1,
      gradient: tail[0].gradient as number,
    }));
    const findings = found({ layers: [...starving, { ...tail[0], gain: 1 }, ...tail.slice(1)] });
    assert.deepEqual(
      findings.map((f) => [f.role, f.severity, f.layers]),
      [
        ['cause', 'error', [3, 4, 5, 6, 7, 8, 9]],
        ['effect', 'information', [0, 1, 2]],
      ],
    );
  });

  it('blames weights that start too small, and gives the spread they need', () => {
    // 64 by 64 normal weights of deviation 0.01 have norm 0.64.
    const [finding] = found({
      layers: chain(10, 0.08, { activation: 'tanh', kernelSize: 0.64, kernelInitializer: 'RandomNormal' }),
    });
    assert.match(
      finding.message,
      /drawn by RandomNormal have a standard deviation of 1\.0e-2 where .* about 1\.3e-1, theory expects ×0\.08/,
    );
  });

  it('says only that it is slow if the loss halves all the same', () => {
    assert.deepEqual(codes({ layers: chain(20, 0.24), losses: learning }), ['information vanishing-gradient cause']);
  });

  it('finds a plateau that plain SGD cannot leave, because signal and gradient collapse alike', () => {
    // Four tanh layers of which each passes on a twelfth, forwards and backwards: the head's kernel starves as the
    // first one does.
    const hidden = (i: number): Partial<LayerNumbers> => ({
      outputStd: 12 ** -i,
      kernelGradient: 6e-5,
      updateRatio: 1e-5,
    });
    const layers = chain(4, 1 / 12, { activation: 'tanh' }).map((layer, i) => ({ ...layer, ...hidden(i) }));
    assert.deepEqual(codes({ layers, optimizer: 'SGD', learningRate: 0.01 }), ['error vanishing-gradient cause']);
    assert.deepEqual(
      codes({ layers, optimizer: 'Adam' }).filter((text) => text.includes('vanishing')),
      [],
    );
  });

  it('finds a fade to a hundredth where plain SGD leaves the first layer behind, and says how far it moves', () => {
    const layers = (ratio: number): LayerNumbers[] =>
      chain(4, 0.24).map((layer, i) => ({ ...layer, updateRatio: i === 0 ? ratio : 1e-3 }));
    const [finding, ...others] = found({ layers: layers(2e-5), optimizer: 'SGD', learningRate: 0.1 });
    assert.deepEqual(others, []);
    assert.equal(`${finding.severity} ${finding.code} ${finding.role}`, 'warning vanishing-gradient cause');
    assert.match(
      finding.message,
      /1\.4e-2 of what .*; each step of SGD with learning rate 0\.1 then changes .* by only 2\.0e-5 of their size\. /,
    );
    const quiet: Partial<ModelNumbers>[] = [
      { layers: layers(1e-4) },
      { optimizer: 'Adam' },
      { losses: learning },
      { layers: chain(4, 0.8).map((layer) => ({ ...layer, updateRatio: 2e-5 })) },
      { layers: layers(2e-5).map((layer, i) => (i === 0 ? { ...layer, kernelGradient: 0.1 } : layer)) },
    ];
    for (const change of quiet)
      assert.deepEqual(
        codes({ layers: layers(2e-5), optimizer: 'SGD', learningRate: 0.1, ...change }),
        [],
        JSON.stringify(change),
      );
  });

  it('finds that plain SGD leaves a first layer behind by larger steps, where some hundred more teach nothing', () => {
    const layers = chain(3, 0.35).map((layer, i) => ({ ...layer, kernelGradient: i === 0 ? 1e-3 : 0.1 }));
    const numbers = (ratio: number): ModelNumbers => ({
      layers: layers.map((layer, i) => (i === 0 ? { ...layer, updateRatio: ratio } : layer)),
      optimizer: 'SGD',
      learningRate: 0.1,
    });
    const stands: FurtherSteps = { steps: 270, share: 1.01, learns: 'no', nearest: 0.2 };
    const judged = (ratio: number, further: FurtherSteps | null): string[] =>
      diagnose(withFurther(numbers(ratio), [further, further, further])).map((f) => `${f.severity} ${f.code}`);
    assert.deepEqual(judged(8e-5, stands), ['warning vanishing-gradient']);
    assert.deepEqual(judged(8e-5, null), []);
    assert.deepEqual(judged(8e-5, { ...stands, steps: 60 }), ['information not-learning']);
    assert.deepEqual(judged(8e-5, { ...stands, share: 0.8, learns: 'below' }), []);
    assert.deepEqual(judged(2e-4, stands), ['information not-learning']);
    // The loss falls by half, but only to that of a constant answer, ln 2.
    const fallen = { ...numbers(2e-5), losses: (step: number): number => (step < 8 ? 2.8 : 0.69) };
    const severity = (further: FurtherSteps): string =>
      diagnose(withFurther(fallen, [further, further, further])).find(({ code }) => code === 'vanishing-gradient')
        ?.severity ?? 'none';
    assert.equal(severity(stands), 'warning');
    assert.equal(severity({ ...stands, share: 0.5, learns: 'below' }), 'none');
  });

  it('says only that it is slow where further steps show that Adam lifts most seeds off their plateau', () => {
    const lifted: FurtherSteps = { steps: 150, share: 0.8, learns: 'below', nearest: 0.2 };
    const judged = (further: readonly (FurtherSteps | null)[], optimizer = 'Adam'): string[] =>
      diagnose(withFurther({ layers: chain(20, 0.24), optimizer }, further)).map((f) => `${f.severity} ${f.code}`);
    assert.deepEqual(judged([lifted, lifted, lifted]), ['information vanishing-gradient']);
    assert.deepEqual(judged([lifted, null, lifted]), ['information vanishing-gradient']);
    assert.deepEqual(judged([lifted, null, null]), ['error vanishing-gradient']);
    assert.deepEqual(judged([null, null, null]), ['error vanishing-gradient']);
    const [finding] = diagnose(withFurther({ layers: chain(20, 0.24) }, [lifted, lifted, { ...lifted, steps: 90 }]));
    assert.match(finding.message, /; Adam makes up for it, and the model learns within 180 steps\. /);
    const hardly = { ...lifted, share: 0.97 };
    assert.deepEqual(judged([hardly, hardly, hardly]), ['error vanishing-gradient']);
    assert.deepEqual(judged([lifted, lifted, lifted], 'SGD'), ['error vanishing-gradient']);
    const short = withFurther({ layers: chain(20, 0.24) }, [lifted, lifted, lifted]);
    assert.equal(
      diagnose({ ...short, stepsOfCode: { steps: 100, calls: 1, epochs: 50, batches: 2, isDefault: false } })[0]
        .severity,
      'error',
    );
  });

  it('says only that it is slow where Adam lifts the gradient', () => {
    const rising =
      (from: number): LayerNumbers['gradient'] =>
      (step) =>
        from * 100 ** (step / 29);
    const layers = chain(12, 0.2, { activation: 'tanh' }).map((layer, i) =>
      i === 0 ? { ...layer, gradient: rising(layer.gradient as number), updateRatio: 1e-2 } : layer,
    );
    assert.deepEqual(codes({ layers }), ['information vanishing-gradient cause']);
    assert.deepEqual(codes({ layers, optimizer: 'SGD' }), ['error vanishing-gradient cause']);
  });

  it('says only that it is slow where Adam follows a tiny gradient through normalized layers', () => {
    const layers = chain(12, 0.2, { activation: 'hardSigmoid' }).flatMap((layer, i): LayerNumbers[] =>
      i < 12
        ? [
            { ...layer, inputs: i === 0 ? [] : [2 * i - 1] },
            {
              className: 'LayerNormalization',
              activation: null,
              weighted: true,
              gradient: layer.gradient,
              gain: 1,
              inputs: [2 * i],
            },
          ]
        : [{ ...layer, inputs: [23] }],
    );
    assert.deepEqual(codes({ layers }), [
      'information vanishing-gradient cause',
      'information vanishing-gradient effect',
    ]);
    assert.equal(codes({ layers, optimizer: 'SGD' })[0], 'error vanishing-gradient cause');
    const sinking = (times: number): LayerNumbers[] =>
      layers.map((layer, i) =>
        i < 2 ? { ...layer, gradient: (step) => (layer.gradient as number) * times ** (-step / 29) } : layer,
      );
    assert.equal(codes({ layers: sinking(10) })[0], 'information vanishing-gradient cause');
    assert.equal(codes({ layers: sinking(300) })[0], 'error vanishing-gradient cause');
    const still = layers.map((layer) => ({ ...layer, updateRatio: 1e-6 }));
    assert.equal(codes({ layers: still })[0], 'error vanishing-gradient cause');
  });

  it('calls six sigmoid layers information: near the line, but they train', () => {
    assert.deepEqual(codes({ layers: chain(6, 0.21, {}) }), ['information vanishing-gradient cause']);
  });

  it('counts the seeds', () => {
    const model = modelOf({ layers: chain(20, 0.24), seeds: 10 });
    const healthy = modelOf({ layers: chain(20, 1), seeds: 10 });
    const mixed = {
      ...model,
      layers: model.layers.map((layer, i) => ({
        ...layer,
        outputGradient: {
          l2: layer.outputGradient.l2.map((row, s) => (s % 2 ? row : healthy.layers[i].outputGradient.l2[s])),
        },
      })),
    };
    const [finding] = diagnose(mixed);
    assert.equal(finding.severity, 'warning');
    assert.match(finding.message, / in 5 of 10 seeds: /);
    assert.deepEqual(finding.seeds, [2, 4, 6, 8, 10]);
  });

  it('keeps quiet on four sigmoid layers, on chi = 1 at any depth, on frozen layers and on average pooling', () => {
    assert.deepEqual(codes({ layers: chain(4, 0.24) }), []);
    assert.deepEqual(codes({ layers: chain(50, 1, { activation: 'tanh' }) }), []);
    assert.deepEqual(codes({ layers: chain(20, 0.24, { trainable: false }) }), []);
    const pooled = [
      { className: 'Conv2D', activation: 'relu', gradient: 1e-4, kernelGradient: 0.1 },
      { className: 'GlobalAveragePooling2D', activation: null, gradient: 0.1, gain: 1e-3 },
      { activation: 'softmax', gradient: 1, gain: 0.1 },
    ];
    assert.deepEqual(codes({ layers: pooled }), []);
  });

  it('keeps quiet on a converged network, whose gradients are all tiny alike', () => {
    assert.deepEqual(codes({ layers: chain(3, 0.9, {}, 1e-9), losses: learning }), []);
  });

  it('follows the graph: a starved branch beside a well-fed residual path is no fault', () => {
    const layers = [
      { activation: 'relu', gradient: 0.1, inputs: [] },
      { activation: 'relu', gradient: 1e-7, gain: 0.5, inputs: [0] },
      { className: 'Add', activation: null, gradient: 0.1, gain: 1.4, inputs: [0, 1] },
      { activation: 'sigmoid', units: 1, gradient: 0.35, kernelGradient: 0.2, gain: 0.3, inputs: [2] },
    ];
    assert.deepEqual(codes({ layers }), []);
  });

  it('judges time apart from depth: 80 steps of which the oldest get nothing', () => {
    const timeSteps = Array.from({ length: 80 }, (_, t) => 0.8 ** (79 - t));
    const recurrent = { className: 'SimpleRNN', activation: 'tanh', gradient: 1, timeSteps };
    const head = { units: 1, gradient: 1, gain: 1 };
    const [finding] = found({ layers: [recurrent, head] });
    assert.match(finding.message, /of 80 time steps it learns only from the last 21;/);
    assert.equal(finding.severity, 'warning');
    assert.equal(diagnose({ ...modelOf({ layers: [recurrent, head] }), data: 'synthetic' })[0].severity, 'information');
    assert.deepEqual(codes({ layers: [{ ...recurrent, className: 'LSTM' }, head] }), [
      'information vanishing-gradient cause',
    ]);
    assert.deepEqual(codes({ layers: [recurrent, head], losses: learning }), []);
    assert.deepEqual(codes({ layers: [{ ...recurrent, timeSteps: timeSteps.slice(-20) }, head] }), []);
  });

  it('names the kernels of hand-written code, the first one too, at the sigmoid between them', () => {
    const model = modelOf({ layers: chain(10, 0.2), optimizer: 'SGD', learningRate: 0.1 });
    const at = { file: '/w/model.ts', range: { start: { line: 42, character: 0 }, end: { line: 42, character: 9 } } };
    const kernels = model.layers.map((layer, i) => ({
      ...layer,
      ...{ className: 'Variable', isKernel: true as const, activation: null, inputs: [], backwardGains: [] },
      product: {
        gradient: layer.outputGradient,
        sizes: [1, 1, 1],
        reads: layer.inputs,
        ...(i < 10 && { activation: { name: 'sigmoid', at } }),
      },
    }));
    const [finding] = diagnose({ ...model, layers: kernels });
    assert.deepEqual([finding.code, finding.severity, finding.range.start.line], ['vanishing-gradient', 'error', 42]);
    assert.deepEqual(finding.layers, [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    assert.match(finding.message, /through these 9 kernels and the sigmoid before each: each passes on about ×0\.20 /);
    const alone = kernels.map(({ product, ...layer }) => ({ ...layer, product: { ...product, reads: [] } }));
    assert.deepEqual(
      diagnose({ ...model, layers: alone }).filter(({ code }) => code === 'vanishing-gradient'),
      [],
    );
  });
});

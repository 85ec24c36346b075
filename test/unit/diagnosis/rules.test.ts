/** Each rule on constructed numbers: what it must say, with which cause, and where it must keep quiet. */

import assert from 'node:assert/strict';
import { diagnose } from '../../../src/diagnosis/index';
import { badgeForLine } from '../../../src/report/badge';
import type { Finding } from '../../../src/report/finding';
import { bumpy, chain, learning, modelOf, type LayerNumbers, type ModelNumbers } from './models';

const found = (numbers: ModelNumbers): Finding[] => diagnose(modelOf(numbers));
const codes = (numbers: ModelNumbers): string[] => found(numbers).map((f) => `${f.severity} ${f.code} ${f.role}`);

describe('vanishing-gradient', () => {
  it('names twenty sigmoid layers as the cause, with factor, theory and reach', () => {
    const [finding, ...others] = found({ layers: chain(20, 0.24) });
    assert.deepEqual(others, []);
    assert.equal(`${finding.severity} ${finding.code} ${finding.role}`, 'error vanishing-gradient cause');
    assert.equal(finding.layers.length, 20);
    assert.match(finding.message, /these 20 sigmoid layers: each passes on about ×0\.24 .*slope is at most 0\.25.*1\.7e-13 \(1\.7e-12 of what/);
    assert.deepEqual(finding.seeds, [1, 2, 3]);
  });

  it('gives the number that the badge gives, where seeds differ by a lot', () => {
    const model = modelOf({ layers: chain(20, 0.24) });
    const scales = [1, 1e-3, 10];
    const scattered = { ...model, layers: model.layers.map((layer) => ({ ...layer, outputGradient: { l2: layer.outputGradient.l2.map((row, s) => row.map((g, step) => g * scales[s] * (step + 1))) } })) };
    const [finding] = diagnose(scattered);
    assert.match(finding.message, /the first layer gets 1\.7e-13 \(1\.7e-12 of what/);
    assert.match(badgeForLine([scattered.layers[0]], [finding]).text, /^∇ 1\.7e-13 /);
  });

  it('points at the line that made most of the layers, the others being related', () => {
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
    const starving = [0, 1].map((i) => ({ className: 'Conv2D', activation: 'relu', gain: i === 0 ? NaN : 1, gradient: tail[0].gradient as number }));
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
    const [finding] = found({ layers: chain(10, 0.08, { activation: 'tanh', kernelSize: 0.64, kernelInitializer: 'RandomNormal' }) });
    assert.match(finding.message, /weights of RandomNormal have a standard deviation of 1\.0e-2 where a tanh layer with 64 inputs needs about 1\.3e-1, theory expects ×0\.08/);
  });

  it('says only that it is slow if the loss halves all the same', () => {
    assert.deepEqual(codes({ layers: chain(20, 0.24), losses: learning }), ['information vanishing-gradient cause']);
  });

  it('tells of a plateau that plain SGD cannot leave, because signal and gradient collapse alike', () => {
    // Four tanh layers of which each passes on a twelfth, forwards and backwards: the head's kernel starves as the first one does.
    const hidden = (i: number): Partial<LayerNumbers> => ({ outputStd: 12 ** -i, kernelGradient: 6e-5, updateRatio: 1e-5 });
    const layers = chain(4, 1 / 12, { activation: 'tanh' }).map((layer, i) => ({ ...layer, ...hidden(i) }));
    assert.deepEqual(codes({ layers, optimizer: 'SGD', learningRate: 0.01 }), ['error vanishing-gradient cause']);
    assert.deepEqual(codes({ layers, optimizer: 'Adam' }).filter((text) => text.includes('vanishing')), []);
  });

  it('says only that it is slow where Adam lifts the gradient', () => {
    const rising = (from: number): LayerNumbers['gradient'] => (step) => from * 100 ** (step / 29);
    const layers = chain(12, 0.2, { activation: 'tanh' }).map((layer, i) => (i === 0 ? { ...layer, gradient: rising(layer.gradient as number), updateRatio: 1e-2 } : layer));
    assert.deepEqual(codes({ layers }), ['information vanishing-gradient cause']);
    assert.deepEqual(codes({ layers, optimizer: 'SGD' }), ['error vanishing-gradient cause']);
  });

  it('says only that it is slow where Adam follows a tiny gradient through normalized layers', () => {
    const layers = chain(12, 0.2, { activation: 'hardSigmoid' }).flatMap((layer, i): LayerNumbers[] =>
      i < 12 ? [{ ...layer, inputs: i === 0 ? [] : [2 * i - 1] }, { className: 'LayerNormalization', activation: null, weighted: true, gradient: layer.gradient, gain: 1, inputs: [2 * i] }] : [{ ...layer, inputs: [23] }],
    );
    assert.deepEqual(codes({ layers }), ['information vanishing-gradient cause', 'information vanishing-gradient effect']);
    assert.equal(codes({ layers, optimizer: 'SGD' })[0], 'error vanishing-gradient cause');
    const still = layers.map((layer) => ({ ...layer, updateRatio: 1e-6 }));
    assert.equal(codes({ layers: still })[0], 'error vanishing-gradient cause');
  });

  it('calls six sigmoid layers information: near the line, but they train', () => {
    assert.deepEqual(codes({ layers: chain(6, 0.21, {}) }), ['information vanishing-gradient cause']);
  });

  it('counts the seeds', () => {
    const model = modelOf({ layers: chain(20, 0.24), seeds: 10 });
    const healthy = modelOf({ layers: chain(20, 1), seeds: 10 });
    const mixed = { ...model, layers: model.layers.map((layer, i) => ({ ...layer, outputGradient: { l2: layer.outputGradient.l2.map((row, s) => (s % 2 ? row : healthy.layers[i].outputGradient.l2[s])) } })) };
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
    assert.match(finding.message, /of 80 time steps it learns from the last 21 only/);
    assert.equal(finding.severity, 'warning');
    assert.equal(diagnose({ ...modelOf({ layers: [recurrent, head] }), data: 'synthetic' })[0].severity, 'information');
    assert.deepEqual(codes({ layers: [{ ...recurrent, className: 'LSTM' }, head] }), ['information vanishing-gradient cause']);
    assert.deepEqual(codes({ layers: [recurrent, head], losses: learning }), []);
    assert.deepEqual(codes({ layers: [{ ...recurrent, timeSteps: timeSteps.slice(-20) }, head] }), []);
  });
});

describe('exploding-gradient', () => {
  it('names the layers that multiply the gradient', () => {
    const [finding] = found({ layers: chain(20, 1.7, { activation: 'relu', kernelSize: 0.3 * 64 }) });
    assert.equal(`${finding.severity} ${finding.code} ${finding.role}`, 'error exploding-gradient cause');
    assert.match(finding.message, /these 20 ReLU layers: each multiplies the gradient by about ×1\.7 .*3\.0e-1 where a ReLU layer with 64 inputs needs about 1\.8e-1/);
  });

  it('sees a forward explosion that leaves no gradient to measure', () => {
    const layers = chain(20, NaN, { activation: 'relu', kernelSize: 0.3 * 64, gradient: 0 }).map((layer, i) => ({ ...layer, outputStd: 1.7 ** i, gradient: 0, saturated: i === 20 ? 1 : 0 }));
    assert.deepEqual(codes({ layers, losses: () => 14.7 }), ['error exploding-gradient cause', 'error saturated-activation effect']);
  });

  it('sees outputs that grow through residual adds until the loss starts far over guessing, even where it falls', () => {
    const blocks = Array.from({ length: 12 }, (_, b): LayerNumbers[] => [
      { activation: 'relu', gradient: 1, gain: 0.7, outputStd: 1.4 ** b, inputs: [2 * b] },
      { className: 'Add', activation: null, gradient: 1, gain: 1.4, outputStd: 1.4 ** (b + 1), inputs: [2 * b, 2 * b + 1] },
    ]).flat();
    const layers = [{ activation: 'relu', gradient: 1, inputs: [] }, ...blocks, { units: 3, gradient: 1, gain: 1, inputs: [24] }];
    const far = { layers, losses: (step: number) => 9 * 0.7 ** (step / 29), loss: 'categoricalCrossentropy' };
    const [finding] = found(far);
    assert.equal(`${finding.severity} ${finding.code} ${finding.role}`, 'warning exploding-gradient cause');
    assert.match(finding.message, /through these 12 Add layers: each makes the signal about ×1\.4 as large, .* outputs grow 5\.7e\+1 times from the first to the last, and the loss starts far too high/);
    assert.deepEqual(finding.layers, Array.from({ length: 12 }, (_, b) => 2 * b + 2));
    assert.deepEqual(codes({ ...far, losses: (step) => 1.2 * 0.7 ** (step / 29) }), []);
  });

  it('sees a loss that runs away and blames the learning rate, where the model is compiled', () => {
    const compiledAt = { file: '/w/train.ts', range: { start: { line: 3, character: 0 }, end: { line: 3, character: 9 } } };
    const model = modelOf({ layers: [{ units: 1, gradient: (step) => 10 ** step, kernelGradient: 1, updateRatio: 3 }], losses: (step) => 767 * 10 ** step, optimizer: 'SGD', learningRate: 0.1 });
    const [finding, ...others] = diagnose({ ...model, compiledAt });
    assert.deepEqual(others, []);
    assert.equal(finding.file, '/w/train.ts');
    assert.match(finding.message, /from 7\.7e\+2 to .* SGD with learning rate 0\.1 overshoots/);
  });

  it('keeps quiet on tens of times more gradient at the front', () => {
    assert.deepEqual(codes({ layers: chain(10, 1.5, { activation: 'relu' }) }), []);
  });
});

describe('non-finite', () => {
  it('names step and layer', () => {
    const layers = chain(3, 0.9).map((layer, i) => ({ ...layer, gradient: (step: number) => (step < 4 ? 0.1 : NaN), outputStd: i < 1 ? 1 : NaN }));
    const [finding] = found({ layers, losses: (step) => (step < 4 ? 0.7 : NaN) });
    assert.equal(`${finding.severity} ${finding.code} ${finding.role}`, 'error non-finite cause');
    assert.match(finding.message, /in step 5, first in the outputs of sigmoid layer layer_1/);
    assert.deepEqual(finding.layers, [1]);
  });

  it('says that it is the backend where another one stays finite', () => {
    const layers = [{ units: 1, gradient: (step: number) => (step < 4 ? 0.1 : NaN) }];
    const model = modelOf({ layers, losses: (step) => (step < 4 ? 0.7 : NaN) });
    const [finding] = diagnose({ ...model, backendFault: { backend: 'wasm', finiteOn: 'cpu', seed: 1, step: 4, steps: 10 } });
    assert.equal(`${finding.code} ${finding.role}`, 'non-finite cause');
    assert.match(finding.message, /in step 5, .*: the wasm backend of TensorFlow\.js does it, not the model: on the cpu backend, from the same start, all of the first 10 steps are finite\./);
  });

  it('is an effect of a loss that ran away', () => {
    const layers = [{ units: 1, gradient: 1 }];
    assert.deepEqual(codes({ layers, losses: (step) => (step < 9 ? 7 ** step : Infinity), optimizer: 'SGD' }), ['error exploding-gradient cause', 'error non-finite effect']);
  });
});

describe('dead-units', () => {
  const net = (hidden: object): ModelNumbers['layers'] => [
    { activation: 'relu', gradient: 0.1 },
    { activation: 'relu', gradient: 0.1, gain: 0.9, ...hidden },
    { gradient: 0.3, gain: 0.3 },
  ];

  it('finds a layer that is zero for every example, and the layers it cuts off', () => {
    const layers = net({ zeroUnits: 1, gain: 0 });
    const findings = found({ layers: [{ ...layers[0], gradient: 0 }, layers[1], layers[2]] });
    assert.deepEqual(
      findings.map((f) => [f.code, f.severity, f.role, f.layers]),
      [
        ['dead-units', 'error', 'cause', [1]],
        ['zero-gradient', 'information', 'effect', [0]],
      ],
    );
    assert.match(findings[0].message, /All 64 units of this ReLU layer are dead: zero for every example/);
  });

  it('finds a layer that lets nothing through although its statistics remember it alive', () => {
    assert.deepEqual(codes({ layers: [{ activation: 'relu', gradient: 0 }, { activation: 'relu', gradient: 0.1, gain: 0, zeroUnits: 0.3 }, { gradient: 0.3, gain: 0.3 }] })[0], 'error dead-units cause');
  });

  it('warns of a large part only', () => {
    assert.deepEqual(codes({ layers: net({ zeroUnits: 0.9 }) }), ['warning dead-units cause']);
    assert.deepEqual(codes({ layers: net({ zeroUnits: 0.9 }), losses: learning }), ['information dead-units cause']);
    assert.deepEqual(codes({ layers: net({ zeroUnits: 0.6 }) }), []);
    assert.deepEqual(codes({ layers: net({ zeroUnits: 0.9 }), batchSize: 1 }), []);
    assert.deepEqual(codes({ layers: net({ zeroUnits: 0.9, activation: 'tanh' }) }), []);
  });

  it('does not take a frozen layer before a trainable one for dead', () => {
    const layers = [{ activation: 'relu', trainable: false, gradient: 0.2, kernelGradient: 0 }, { activation: 'relu', gradient: 0.2, gain: 0 }, { gradient: 0.3, gain: 0.3 }];
    assert.deepEqual(codes({ layers, losses: learning }), []);
  });
});

describe('saturated-activation', () => {
  it('warns of hidden layers that stick, in one finding', () => {
    const findings = found({ layers: chain(5, 0.9, { activation: 'tanh', saturated: 0.95 }) });
    assert.deepEqual(codes({ layers: chain(5, 0.9, { activation: 'tanh', saturated: 0.8 }) }), ['information saturated-activation cause']);
    assert.deepEqual(
      findings.map((f) => [f.code, f.severity, f.layers.length]),
      [['saturated-activation', 'warning', 5]],
    );
  });

  it('sees answers that are sure and wrong although some gradient is left', () => {
    const sure = (gradient: number): ModelNumbers => ({
      layers: [{ activation: 'relu', gradient, updateRatio: 1e-6 }, { activation: 'softmax', units: 3, gradient, gain: 1, saturated: 0.88, updateRatio: 1e-6 }],
      losses: (step) => (step < 5 ? 4 : 5.5),
      loss: 'categoricalCrossentropy',
    });
    assert.ok(codes(sure(1e-3)).includes('error saturated-activation effect'));
    assert.ok(!codes(sure(10)).some((text) => text.includes('saturated')));
  });

  it('keeps quiet on a classifier that has converged', () => {
    const layers = chain(2, 0.9);
    assert.deepEqual(codes({ layers: [layers[0], layers[1], { ...layers[2], saturated: 1 }], losses: learning }), []);
  });
});

describe('zero-gradient', () => {
  it('takes a softmax over one unit for its own assumption where it assumed the unit', () => {
    const layers = [{ activation: 'relu', gradient: 0 }, { activation: 'softmax', units: 1, gradient: 0.3, gain: 0, kernelGradient: 0 }];
    const cutOff = [layers[0], { activation: 'softmax', units: 1, gradient: 0, saturated: 1 }];
    for (const model of [modelOf({ layers }), modelOf({ layers: cutOff })]) {
      const [finding] = diagnose({ ...model, assumed: ['inputShape.channels = 1'] });
      assert.equal(finding.severity, 'information');
      assert.match(finding.message, /that may come of inputShape\.channels = 1, which was assumed/);
      assert.equal(diagnose({ ...model, assumed: ['numClasses = 10'] })[0].severity, 'error');
      assert.equal(diagnose({ ...model, assumed: ['channels = 1'], pinned: ['channels = 1'] })[0].severity, 'error');
    }
  });

  it('says of a loss that is always zero that there is nothing to learn, and nothing else', () => {
    const layers = [{ activation: 'relu', gradient: 0, zeroUnits: 1 }, { activation: 'softmax', units: 3, gradient: 0 }];
    const findings = found({ layers, losses: () => 0, loss: 'categoricalCrossentropy' });
    assert.deepEqual(
      findings.map((f) => [f.severity, f.code, f.role, f.layers]),
      [['warning', 'zero-gradient', 'cause', [0, 1]]],
    );
    assert.match(findings[0].message, /^The loss \(categoricalCrossentropy\) is exactly 0 in every step, /);
  });

  it('explains a softmax over one unit', () => {
    const layers = [{ activation: 'relu', gradient: 0 }, { activation: 'softmax', units: 1, gradient: 0.3, gain: 0, kernelGradient: 0 }];
    const [finding] = found({ layers });
    assert.equal(`${finding.severity} ${finding.code} ${finding.role}`, 'error zero-gradient cause');
    assert.deepEqual(finding.layers, [1]);
    assert.match(finding.message, /softmax over one unit is always 1/);
  });

  it('finds a branch that nothing connects to the loss', () => {
    const layers = [
      { activation: 'tanh', gradient: 0.1, inputs: [] },
      { activation: 'tanh', gradient: 0, inputs: [] },
      { className: 'Switch', activation: null, gradient: 0.1, gain: 0, inputs: [1] },
      { className: 'Add', activation: null, gradient: 0.1, gain: 1, inputs: [0, 2] },
      { gradient: 0.3, gain: 0.3, inputs: [3] },
    ];
    assert.deepEqual(
      found({ layers }).map((f) => [f.code, f.severity, f.role, f.layers]),
      [
        ['zero-gradient', 'warning', 'cause', [2]],
        ['zero-gradient', 'information', 'effect', [1]],
      ],
    );
  });

  it('does not leave a layer looking healthy that gets nothing because the output is cut off', () => {
    const cutOff = { activation: 'softmax', units: 1, saturated: 1, gradient: 0 };
    const findings = found({ layers: [{ activation: 'relu', gradient: 0 }, { activation: 'relu', gradient: 0 }, cutOff], losses: () => 8 });
    assert.deepEqual(
      findings.map((f) => [f.code, f.severity, f.role, f.layers]),
      [
        ['saturated-activation', 'error', 'cause', [2]],
        ['zero-gradient', 'information', 'effect', [0, 1]],
      ],
    );
    assert.match(findings[1].message, /^No gradient at all reaches these 2 ReLU layers: see line 3\.$/);
  });

  it('keeps quiet on a last layer that starts at zero and on frozen layers', () => {
    const start = (step: number): number => (step === 0 ? 0 : 0.1);
    assert.deepEqual(codes({ layers: [{ activation: 'tanh', gradient: start }, { gradient: 0.3, gain: 0.3 }], losses: learning }), []);
    assert.deepEqual(codes({ layers: [{ trainable: false, gradient: 0, kernelGradient: 0 }, { gradient: 0.3, gain: 0.3 }] }), []);
  });
});

describe('symmetric-weights', () => {
  const model = (hidden: Partial<LayerNumbers>): ModelNumbers => ({ layers: [{ activation: 'tanh', gradient: 0.1, kernelInitializer: 'Ones', ...hidden }, { gradient: 0.3, gain: 1 }] });

  it('needs units that are equal at the start and at the end, whatever the initializer is called', () => {
    assert.deepEqual(codes(model({ distinctUnits: [1, 1] })), ['error symmetric-weights cause']);
    assert.deepEqual(codes(model({ distinctUnits: [1, 1], kernelInitializer: 'GlorotNormal' })), ['error symmetric-weights cause']);
    assert.deepEqual(codes(model({ distinctUnits: [1, 64] })), []);
    assert.deepEqual(codes(model({ distinctUnits: [64, 1] })), []);
  });

  it('says nothing of units that were hardly moved, of a single unit and of an output layer', () => {
    assert.ok(!codes(model({ distinctUnits: [1, 1], updateRatio: 1e-7 })).includes('error symmetric-weights cause'));
    assert.deepEqual(codes(model({ distinctUnits: [1, 1], units: 1 })), []);
    assert.deepEqual(codes({ layers: [{ activation: 'tanh', gradient: 0.1 }, { gradient: 0.3, gain: 1, distinctUnits: [1, 1] }] }), []);
  });
});

describe('update-too-small and update-too-large', () => {
  const layers = (updateRatio: number, part: Partial<LayerNumbers> = {}): ModelNumbers['layers'] => [{ activation: 'relu', gradient: 0.1, updateRatio, ...part }, { gradient: 0.3, gain: 1, updateRatio, ...part }];

  it('finds steps that hardly move the weights, by the kind of optimizer', () => {
    assert.deepEqual(codes({ layers: layers(5e-5), learningRate: 1e-5 }), ['warning update-too-small cause']);
    assert.deepEqual(codes({ layers: layers(5e-6), optimizer: 'SGD' }), []);
    assert.deepEqual(codes({ layers: layers(5e-6), optimizer: 'SGD', learningRate: 1e-5 }), ['warning update-too-small cause']);
    assert.deepEqual(codes({ layers: layers(1e-8), optimizer: 'SGD' }), ['warning update-too-small cause']);
  });

  it('leaves it to vanishing gradients where they are the reason', () => {
    const vanishing = chain(20, 0.24).map((layer) => ({ ...layer, updateRatio: 1e-8 }));
    assert.deepEqual(codes({ layers: vanishing, optimizer: 'SGD' }), ['error vanishing-gradient cause']);
  });

  it('finds steps of a fifth of the weights, worse if the loss does not fall', () => {
    assert.deepEqual(codes({ layers: layers(0.5), losses: bumpy }), ['warning update-too-large cause']);
    assert.deepEqual(codes({ layers: layers(0.25), losses: bumpy }), ['information update-too-large cause']);
    assert.match(found({ layers: layers(0.25), losses: bumpy })[0].message, /is at the upper end for Adam, though the loss falls\.$/);
    assert.deepEqual(codes({ layers: layers(0.25) }), ['error update-too-large cause']);
    assert.deepEqual(codes({ layers: layers(0.08) }), []);
    assert.deepEqual(diagnose({ ...modelOf({ layers: layers(0.25) }), assumed: ['learningRate = 1'] }), []);
  });

  it('lets steps of any size pass that lower the loss each time', () => {
    assert.deepEqual(codes({ layers: layers(0.5), losses: learning }), []);
  });

  it('blames the learning rate for a cross-entropy that rises far over guessing, whatever the size of the steps', () => {
    const [finding] = found({ layers: layers(1e-3), losses: (step) => 0.7 + 0.3 * step });
    assert.equal(`${finding.severity} ${finding.code}`, 'error update-too-large');
    assert.match(finding.message, /^The loss rises from 0\.7 to 8\.05, where always giving the same answer costs 0\.693: the learning rate of 0\.001 is too large for Adam\.$/);
    assert.deepEqual(codes({ layers: layers(1e-3), losses: (step) => 0.7 + 0.02 * step }), []);
    assert.deepEqual(codes({ layers: layers(1e-3), losses: (step) => 0.7 + 0.3 * step, loss: 'custom' }), []);
  });

  it('says of plain SGD that it stands still where no step can take away anything of the loss', () => {
    const still = { layers: layers(1e-4, { gradient: 1e-3 }), optimizer: 'SGD', learningRate: 0.01 };
    assert.deepEqual(codes(still), ['warning update-too-small cause']);
    assert.deepEqual(codes({ ...still, layers: layers(1e-4, { gradient: 1 }) }), []);
    // Converged: under the loss of guessing.
    assert.deepEqual(codes({ ...still, losses: () => 0.1 }), []);
    assert.deepEqual(codes({ ...still, optimizer: 'Adam', layers: layers(2e-4, { gradient: 1e-6 }) }), []);
  });
});

describe('diagnose', () => {
  it('says nothing of a model without a recorded step', () => {
    assert.deepEqual(codes({ layers: chain(3, 0.9), steps: 0 }), []);
  });

  it('does not change with the order in which it is asked', () => {
    const model = modelOf({ layers: chain(20, 0.24) });
    assert.deepEqual(diagnose(model), diagnose(structuredClone(model)));
  });
});

/** The other rules on constructed numbers: what each finds, which cause it names, and where it finds nothing. */

import assert from 'node:assert/strict';
import type { ProbedModel } from '../../../src/diagnosis/evidence/facts';
import { diagnose } from '../../../src/diagnosis/index';
import type { Finding } from '../../../src/report/finding';
import { chain, learning, modelOf, type LayerNumbers, type ModelNumbers } from './models';

const found = (numbers: ModelNumbers): Finding[] => diagnose(modelOf(numbers));
const codes = (numbers: ModelNumbers): string[] => found(numbers).map((f) => `${f.severity} ${f.code} ${f.role}`);

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
      /through these 12 Add layers: each multiplies the signal by about ×1\.4, .* outputs grow 5\.7e\+1 times from the/,
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

  it('keeps quiet on tens of times more gradient at the front', () => {
    assert.deepEqual(codes({ layers: chain(10, 1.5, { activation: 'relu' }) }), []);
  });
});

describe('non-finite', () => {
  it('names step and layer', () => {
    const layers = chain(3, 0.9).map((layer, i) => ({
      ...layer,
      gradient: (step: number) => (step < 4 ? 0.1 : NaN),
      outputStd: i < 1 ? 1 : NaN,
    }));
    const [finding] = found({ layers, losses: (step) => (step < 4 ? 0.7 : NaN) });
    assert.equal(`${finding.severity} ${finding.code} ${finding.role}`, 'error non-finite cause');
    assert.match(finding.message, /in step 5, first in the outputs of sigmoid layer layer_1/);
    assert.deepEqual(finding.layers, [1]);
  });

  it('says that it is the backend where another one stays finite', () => {
    const layers = [{ units: 1, gradient: (step: number) => (step < 4 ? 0.1 : NaN) }];
    const model = modelOf({ layers, losses: (step) => (step < 4 ? 0.7 : NaN) });
    const [finding] = diagnose({
      ...model,
      backendFault: { backend: 'wasm', finiteOn: 'cpu', seed: 1, step: 4, steps: 10 },
    });
    assert.equal(`${finding.code} ${finding.role}`, 'non-finite cause');
    assert.match(
      finding.message,
      /in step 5, .*: the wasm backend of TensorFlow\.js causes it, not the model: on the cpu backend, from the same/,
    );
    assert.match(finding.message, /from the same start, all of the first 10 steps are finite\.$/);
  });

  it('is an effect of a loss that ran away', () => {
    const layers = [{ units: 1, gradient: 1 }];
    assert.deepEqual(codes({ layers, losses: (step) => (step < 9 ? 7 ** step : Infinity), optimizer: 'SGD' }), [
      'error exploding-gradient cause',
      'error non-finite effect',
    ]);
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

  it('says so where a kernel of zeros is the reason', () => {
    const layers = net({ zeroUnits: 1, gain: 0, kernelSize: 0 });
    assert.match(
      found({ layers: [{ ...layers[0], gradient: 0 }, layers[1], layers[2]] })[0].message,
      /no gradient gets through; its kernel starts at zero; leave kernelInitializer out, or use heNormal\.$/,
    );
  });

  it('finds a layer that lets nothing through although its statistics remember it alive', () => {
    assert.deepEqual(
      codes({
        layers: [
          { activation: 'relu', gradient: 0 },
          { activation: 'relu', gradient: 0.1, gain: 0, zeroUnits: 0.3 },
          { gradient: 0.3, gain: 0.3 },
        ],
      })[0],
      'error dead-units cause',
    );
  });

  it('warns of a large part only', () => {
    assert.deepEqual(codes({ layers: net({ zeroUnits: 0.9 }) }), ['warning dead-units cause']);
    assert.deepEqual(codes({ layers: net({ zeroUnits: 0.9 }), losses: learning }), ['information dead-units cause']);
    assert.deepEqual(codes({ layers: net({ zeroUnits: 0.6 }) }), []);
    assert.deepEqual(codes({ layers: net({ zeroUnits: 0.9 }), batchSize: 1 }), []);
    assert.deepEqual(codes({ layers: net({ zeroUnits: 0.9, activation: 'tanh' }) }), []);
  });

  it('takes a large part in one seed of three for bad luck, a whole layer for a fault', () => {
    const inFirstSeed = (share: number): ProbedModel => {
      const model = modelOf({ layers: net({}) });
      const layers = model.layers.map((layer, i) =>
        i === 1 ? { ...layer, output: { ...layer.output, zeroUnitsPerSeed: [share, 0, 0] } } : layer,
      );
      return { ...model, layers };
    };
    const told = (share: number): string[] =>
      diagnose(inFirstSeed(share)).map((f) => `${f.severity} ${f.code} ${f.seeds.join()}`);
    assert.deepEqual(told(0.9), ['information dead-units 1']);
    assert.deepEqual(told(1), ['warning dead-units 1']);
  });

  it('does not take a frozen layer before a trainable one for dead', () => {
    const layers = [
      { activation: 'relu', trainable: false, gradient: 0.2, kernelGradient: 0 },
      { activation: 'relu', gradient: 0.2, gain: 0 },
      { gradient: 0.3, gain: 0.3 },
    ];
    assert.deepEqual(codes({ layers, losses: learning }), []);
  });
});

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
  });

  it('keeps quiet on a classifier that has converged', () => {
    const layers = chain(2, 0.9);
    assert.deepEqual(codes({ layers: [layers[0], layers[1], { ...layers[2], saturated: 1 }], losses: learning }), []);
  });
});

describe('zero-gradient', () => {
  it('takes a softmax over one unit for its own assumption where it assumed the unit', () => {
    const layers = [
      { activation: 'relu', gradient: 0 },
      { activation: 'softmax', units: 1, gradient: 0.3, gain: 0, kernelGradient: 0 },
    ];
    const cutOff = [layers[0], { activation: 'softmax', units: 1, gradient: 0, saturated: 1 }];
    for (const model of [modelOf({ layers }), modelOf({ layers: cutOff })]) {
      const [finding] = diagnose({ ...model, assumed: ['inputShape.channels = 1'] });
      assert.equal(finding.severity, 'information');
      assert.match(finding.message, /Gradline assumed inputShape\.channels = 1, which may be the reason/);
      const [, starved] = diagnose({ ...model, assumed: ['inputShape.channels = 1'] });
      assert.deepEqual([starved.code, starved.role, starved.layers], ['zero-gradient', 'effect', [0]]);
      assert.equal(diagnose({ ...model, assumed: ['numClasses = 10'] })[0].severity, 'error');
      assert.equal(diagnose({ ...model, assumed: [], pinned: ['channels = 1'] })[0].severity, 'error');
    }
  });

  it('says of a loss that is always zero that there is nothing to learn, and nothing else', () => {
    const layers = [
      { activation: 'relu', gradient: 0, zeroUnits: 1 },
      { activation: 'softmax', units: 3, gradient: 0 },
    ];
    const findings = found({ layers, losses: () => 0, loss: 'categoricalCrossentropy' });
    assert.deepEqual(
      findings.map((f) => [f.severity, f.code, f.role, f.layers]),
      [['warning', 'zero-gradient', 'cause', [0, 1]]],
    );
    assert.match(findings[0].message, /^The loss \(categoricalCrossentropy\) is exactly 0 in every step, /);
  });

  it('explains a softmax over one unit', () => {
    const layers = [
      { activation: 'relu', gradient: 0 },
      { activation: 'softmax', units: 1, gradient: 0.3, gain: 0, kernelGradient: 0 },
    ];
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
    const findings = found({
      layers: [{ activation: 'relu', gradient: 0 }, { activation: 'relu', gradient: 0 }, cutOff],
      losses: () => 8,
    });
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
    assert.deepEqual(
      codes({
        layers: [
          { activation: 'tanh', gradient: start },
          { gradient: 0.3, gain: 0.3 },
        ],
        losses: learning,
      }),
      [],
    );
    assert.deepEqual(
      codes({
        layers: [
          { trainable: false, gradient: 0, kernelGradient: 0 },
          { gradient: 0.3, gain: 0.3 },
        ],
      }),
      [],
    );
  });
});

describe('symmetric-weights', () => {
  const model = (hidden: Partial<LayerNumbers>): ModelNumbers => ({
    layers: [
      { activation: 'tanh', gradient: 0.1, kernelInitializer: 'Ones', ...hidden },
      { gradient: 0.3, gain: 1 },
    ],
  });

  it('needs units that are equal at the start and at the end, whatever the initializer is called', () => {
    assert.deepEqual(codes(model({ distinctUnits: [1, 1] })), ['error symmetric-weights cause']);
    assert.deepEqual(codes(model({ distinctUnits: [1, 1], kernelInitializer: 'GlorotNormal' })), [
      'error symmetric-weights cause',
    ]);
    assert.deepEqual(codes(model({ distinctUnits: [1, 64] })), []);
    assert.deepEqual(codes(model({ distinctUnits: [64, 1] })), []);
  });

  it('says nothing of units that were hardly moved, of a single unit and of an output layer', () => {
    assert.ok(!codes(model({ distinctUnits: [1, 1], updateRatio: 1e-7 })).includes('error symmetric-weights cause'));
    assert.deepEqual(codes(model({ distinctUnits: [1, 1], units: 1 })), []);
    assert.deepEqual(
      codes({
        layers: [
          { activation: 'tanh', gradient: 0.1 },
          { gradient: 0.3, gain: 1, distinctUnits: [1, 1] },
        ],
      }),
      [],
    );
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

/** Rule zero-gradient on constructed numbers: what cuts the gradient off, and which layers it names. */

import assert from 'node:assert/strict';
import { diagnose } from '../../../../src/diagnosis/index';
import type { DataFacts, LayerReport } from '../../../../src/report/report';
import { codes, found, learning, modelOf, type ModelNumbers } from '../models';

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

  it('takes zeros alone, inputs and targets, for data that are not loaded yet', () => {
    const layers = [{ activation: 'softmax', units: 3, gradient: 0 }];
    const told = (most: number): string[] => {
      const dataFacts = { inputs: [{ min: 0, max: most, std: most }], targets: [] } as unknown as DataFacts;
      const model = modelOf({ layers, losses: () => 0, loss: 'categoricalCrossentropy' });
      return diagnose({ ...model, dataFacts }).map(({ severity, message }) => `${severity} ${message}`);
    };
    assert.match(told(0)[0], /^information .*inputs and targets are all zeros\. Where they are loaded first/);
    assert.match(told(1)[0], /^warning /);
  });

  it('warns of layers that a layer makes itself, unless the model learns without them', () => {
    const layers = [
      { gradient: 0, units: 4 },
      { gradient: 1, units: 1 },
    ];
    const told = (losses?: (step: number) => number, more: Partial<LayerReport> = {}): string[] => {
      const model = modelOf({ layers, losses });
      const [first, ...others] = model.layers;
      const inner = { ...first, trainable: false, unlisted: true as const, ...more };
      return diagnose({ ...model, layers: [inner, ...others] })
        .filter(({ message }) => message.includes('made inside another layer'))
        .map(({ severity, layers: of }) => `${severity} ${of.join()}`);
    };
    assert.deepEqual(told(), ['warning 0']);
    assert.deepEqual(told(learning), ['information 0']);
    assert.deepEqual(told(undefined, { givenWeights: true }), []);
  });

  it('warns of variables that a layer makes itself where they are made, unless the model learns without them', () => {
    const at = { file: '/w/layer.ts', range: { start: { line: 41, character: 4 }, end: { line: 41, character: 9 } } };
    const told = (losses?: (step: number) => number): string[] => {
      const model = modelOf({ layers: [{ gradient: 1 }, { gradient: 1, units: 1 }], losses });
      const [first, ...others] = model.layers;
      return diagnose({ ...model, layers: [{ ...first, unlistedVariable: { shape: [3, 2], at } }, ...others] })
        .filter(({ message }) => message.includes('this variable of [3, 2]'))
        .map(({ severity, file, range, layers }) => `${severity} ${file}:${range.start.line} ${layers.join()}`);
    };
    assert.deepEqual(told(), ['warning /w/layer.ts:41 0']);
    assert.deepEqual(told(learning), ['information /w/layer.ts:41 0']);
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

  it('explains a softmax over one unit whose weights have a penalty', () => {
    const layers = [
      { activation: 'relu', gradient: 0, kernelGradient: 0.01 },
      { activation: 'softmax', units: 1, gradient: 0.3, gain: 0, kernelGradient: 0.01 },
    ];
    const [finding] = found({ layers });
    assert.equal(`${finding.severity} ${finding.code} ${finding.role}`, 'error zero-gradient cause');
    assert.match(finding.message, /softmax over one unit is always 1/);
    assert.deepEqual(codes({ layers: [layers[0], { ...layers[1], units: 2 }] }), []);
  });

  it('stands on the operation that rounds what the loss is computed from', () => {
    const model = modelOf({ layers: [{ gradient: 0 }, { gradient: 0 }] });
    const at = { file: model.file, range: model.layers[1].range };
    const [finding] = diagnose({ ...model, lossSlips: [{ kind: 'flat', operation: 'floor', shapes: [], at }] });
    assert.deepEqual([finding.code, finding.range], ['zero-gradient', at.range]);
    assert.match(finding.message, /computed from what floor gives/);
    assert.match(diagnose(model)[0].message, /Look for tf\.round/);
  });

  it('does not take a loss below zero for a solved task where no step had a gradient', () => {
    const score = { losses: () => -0.3 };
    assert.deepEqual(codes({ layers: [{ gradient: 0 }, { gradient: 0 }], ...score }), ['error zero-gradient cause']);
    // A policy that has become sure got gradients before.
    const model = modelOf({ layers: [{ gradient: 0 }, { gradient: 0 }], ...score });
    const layers = model.layers.map((layer) => ({
      ...layer,
      weights: layer.weights.map((one) => ({
        ...one,
        gradientL2: one.gradientL2.map((steps) => steps.map((_, step) => (step === 0 ? 0.1 : 0))),
      })),
    }));
    assert.deepEqual(diagnose({ ...model, layers }), []);
  });

  it('warns of weights that each step makes anew', () => {
    const slip = { kind: 'renewed' as const, operation: 'kernel', shapes: [] };
    const told = (losses?: (step: number) => number): string[] =>
      diagnose({ ...modelOf({ layers: [{ gradient: 0.1, updateRatio: 1e-3 }], losses }), lossSlips: [slip] })
        .filter(({ message }) => message.startsWith('These weights are made anew'))
        .map(({ code, severity }) => `${severity} ${code}`);
    assert.deepEqual(told(learning), ['warning zero-gradient']);
    assert.deepEqual(told(), ['error zero-gradient']);
  });

  it('warns of gradients of one sign that a loop leaves out, and of variables unless the model learns', () => {
    const layers = [{ className: 'Variable', weighted: true, activation: null, gradient: 0.1, updateRatio: 1e-3 }];
    const told = (kind: 'one-sided' | 'left-out', losses?: (step: number) => number, shape = [5, 2]): string[] => {
      const model = modelOf({ layers, losses });
      const lossSlips = [{ kind, operation: kind === 'one-sided' ? 'negative' : 'w', shapes: [shape] }];
      const answers = { data: model.losses, constant: model.losses.map((row) => row.map(() => 1)), further: [] };
      return diagnose({ ...model, lossSlips, answers })
        .filter(({ code }) => code === 'zero-gradient')
        .map(({ severity, message }) => `${severity} ${message}`);
    };
    assert.match(told('one-sided')[0], /^warning The gradients below 0 change no weight/);
    assert.match(told('one-sided', learning)[0], /^warning /);
    assert.match(told('left-out')[0], /^warning The loss multiplies by w, a variable of shape \[5, 2\], and no step/);
    assert.match(told('left-out', (step) => 0.9 ** step)[0], /^information /);
    const { shape } = modelOf({ layers }).layers[0].weights[0];
    assert.match(told('left-out', undefined, [...shape])[0], /^information /);
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

  it('takes no layer for cut off that got a gradient until the loss was gone, and still one that never got any', () => {
    const gone = (step: number): number => (step < 10 ? 1 : 1.2e-7);
    const fading = (step: number): number => (step < 10 ? 0.1 : 0);
    const layers = (gradient: typeof fading): ModelNumbers['layers'] => [
      { activation: 'tanh', gradient },
      { activation: 'tanh', gradient: 1e-9, gain: 1 },
      { gradient: 1e-9, gain: 1 },
    ];
    const judged = (gradient: typeof fading): string[] =>
      codes({ layers: layers(gradient), losses: gone }).filter((text) => text.includes('zero-gradient'));
    assert.deepEqual(judged(fading), []);
    assert.equal(judged(() => 0).length, 1);
  });

  it('informs of variables that a loop leaves out while others learn, and warns of all else that is cut off', () => {
    const severity = (part: Partial<LayerReport>, losses: (step: number) => number): string[] => {
      const variable = { className: 'Variable', weighted: true, activation: null, inputs: [] };
      const model = modelOf({
        layers: [
          { ...variable, gradient: 0.5 },
          { ...variable, gradient: 0, kernelGradient: 0, updateRatio: 0 },
        ],
        losses,
        loss: 'custom',
      });
      const apart = model.layers[1].weights.map((weight) => ({ ...weight, unconnected: true as const }));
      const layers = [model.layers[0], { ...model.layers[1], weights: apart, ...part }];
      return diagnose({ ...model, layers }).flatMap((one) => (one.code === 'zero-gradient' ? [one.severity] : []));
    };
    assert.deepEqual(severity({}, learning), ['information']);
    assert.deepEqual(
      severity({}, () => 0.7),
      ['warning'],
    );
    assert.deepEqual(severity({ isKernel: true }, learning), ['warning']);
    assert.deepEqual(severity({ className: 'Dense' }, learning), ['warning']);
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
        ['zero-gradient', 'error', 'cause', [2]],
        ['zero-gradient', 'information', 'effect', [0, 1]],
      ],
    );
    assert.match(findings[0].message, /a softmax over one unit is always 1, whatever its input/);
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

/**
 * Proves that findings which made-up numbers alone could have caused are information, and others keep their severity.
 */

import assert from 'node:assert/strict';
import { diagnose } from '../../../../src/diagnosis/index';
import type { ProbedModel } from '../../../../src/diagnosis/evidence/facts';
import type { Finding } from '../../../../src/report/finding';
import { chain, modelOf, type LayerNumbers, type ModelNumbers } from '../models';

const madeUp = ['weights of MobileNet 0.25 made up'];
const told = (findings: readonly Finding[]): string[] =>
  findings.map(({ severity, code, role }) => `${severity} ${code} ${role}`);

/** Findings with real numbers, and with made-up ones. */
function both(numbers: ModelNumbers): { readonly real: Finding[]; readonly onMadeUp: Finding[] } {
  const model = modelOf(numbers);
  return { real: diagnose(model), onMadeUp: diagnose({ ...model, madeUp }) };
}

const stuck = (): number => 1.1;
const head: LayerNumbers = { units: 3, activation: 'softmax', gradient: 1, gain: 1 };

describe('findings on made-up numbers', () => {
  it('keep their severity where gradients vanish through depth', () => {
    const { real, onMadeUp } = both({ layers: chain(20, 0.25, { activation: 'sigmoid' }), losses: stuck });
    assert.ok(told(real).includes('error vanishing-gradient cause'), told(real).join());
    assert.deepEqual(told(onMadeUp), told(real));
    assert.deepEqual(onMadeUp, real);
  });

  it('keep their severity where the initializer makes units equal', () => {
    const layers: LayerNumbers[] = [
      { activation: 'relu', units: 8, gradient: 0.5, gain: NaN, distinctUnits: [1, 1], inputs: [] },
      { ...head, inputs: [0] },
    ];
    const { real, onMadeUp } = both({ layers, losses: stuck });
    assert.ok(
      real.some(({ code }) => code === 'symmetric-weights'),
      told(real).join(),
    );
    assert.deepEqual(onMadeUp, real);
  });

  it('are information where features of another size could be at fault', () => {
    const layers: LayerNumbers[] = [
      { activation: 'tanh', units: 64, gradient: 0.5, gain: NaN, saturated: 0.99, inputs: [] },
      { ...head, inputs: [0] },
    ];
    const { real, onMadeUp } = both({ layers, losses: stuck });
    const severe = real.filter(({ code, severity }) => code === 'saturated-activation' && severity !== 'information');
    assert.equal(severe.length, 1, told(real).join());
    const [lowered] = onMadeUp.filter(({ code }) => code === 'saturated-activation');
    assert.equal(lowered.severity, 'information');
    assert.match(lowered.message, / Measured with weights of MobileNet 0\.25 made up: a real run may differ\.$/);
  });

  it('keep their severity behind a layer that normalizes or bounds what comes in', () => {
    for (const between of [
      { className: 'BatchNormalization', activation: null },
      { className: 'Dense', activation: 'sigmoid' },
    ]) {
      const layers: LayerNumbers[] = [
        { ...between, units: 64, gradient: 0.5, gain: NaN, inputs: [] },
        { activation: 'tanh', units: 64, gradient: 0.5, gain: 0.5, saturated: 0.99, inputs: [0] },
        { ...head, inputs: [1] },
      ];
      const { real, onMadeUp } = both({ layers, losses: stuck });
      const saturated = ({ code }: Finding): boolean => code === 'saturated-activation';
      assert.equal(real.filter(saturated).length, 1, told(real).join());
      assert.deepEqual(onMadeUp.filter(saturated), real.filter(saturated));
    }
  });

  it('are information where they speak of the learning rate', () => {
    const layers: LayerNumbers[] = [
      { activation: 'relu', units: 16, gradient: 0.5, gain: NaN, updateRatio: 3, inputs: [] },
      { ...head, updateRatio: 3, inputs: [0] },
    ];
    const rising = (step: number): number => 1.1 + step * 50;
    const { real, onMadeUp } = both({ layers, losses: rising, learningRate: 5 });
    const severe = real.filter(({ severity }) => severity !== 'information');
    assert.ok(severe.length > 0, told(real).join());
    assert.deepEqual(
      onMadeUp.filter(({ severity }) => severity !== 'information'),
      [],
    );
    assert.equal(onMadeUp.length, real.length);
  });

  it('are information where they speak of a layer whose own weights are made up', () => {
    const model = modelOf({ layers: chain(20, 0.25, { activation: 'sigmoid' }), losses: stuck });
    const layers = model.layers.map((layer, index) => (index < 5 ? { ...layer, madeUp: true as const } : layer));
    const findings = diagnose({ ...model, madeUp, layers });
    assert.ok(findings.length > 0);
    assert.deepEqual([...new Set(findings.map(({ severity }) => severity))], ['information']);
  });
});

describe('findings on made-up data', () => {
  const tiny: LayerNumbers[] = [{ units: 1, gradient: 0.5, gain: NaN, updateRatio: 1e-8, inputs: [] }];
  const found = (numbers: ModelNumbers, more: Partial<ProbedModel> = {}): string[] =>
    told(diagnose({ ...modelOf(numbers), data: 'synthetic', ...more }));

  it('are information where they judge a rate of plain SGD, which suits the size of the real data', () => {
    const numbers: ModelNumbers = { layers: tiny, losses: stuck, optimizer: 'SGD', learningRate: 1e-6 };
    assert.deepEqual(told(diagnose(modelOf(numbers))), ['warning update-too-small cause']);
    assert.deepEqual(found(numbers), ['information update-too-small cause']);
    const [{ message }] = diagnose({ ...modelOf(numbers), data: 'synthetic' });
    assert.match(message, /Measured with made-up data: a real run may differ\.$/);
  });

  it('are information where they judge large steps of Adam that can kill no unit', () => {
    const steps = (activation: string): ModelNumbers => ({
      layers: [
        { units: 32, activation, gradient: 0.5, gain: NaN, updateRatio: 3, inputs: [] },
        { units: 1, gradient: 1, gain: 1, inputs: [0] },
      ],
      losses: (step) => (step % 2 === 0 ? 1 : 1.2) - step / 60,
      learningRate: 0.1,
    });
    const large = (one: readonly string[]): string[] => one.filter((text) => text.includes('update-too-large'));
    assert.deepEqual(large(told(diagnose(modelOf(steps('tanh'))))), ['warning update-too-large cause']);
    assert.deepEqual(large(found(steps('tanh'))), ['information update-too-large cause']);
    assert.deepEqual(large(found(steps('relu'))), ['warning update-too-large cause']);
    // A usual rate is not to blame for how far its steps go on such data.
    assert.match(large(found({ ...steps('relu'), learningRate: 0.001 })).join(), /^information /);
  });

  it('are information where they judge a rate of Adam that large inputs make up for, and no smaller one', () => {
    const rate = (learningRate: number): ModelNumbers => ({ layers: tiny, losses: stuck, learningRate });
    assert.deepEqual(told(diagnose(modelOf(rate(1e-5)))), ['warning update-too-small cause']);
    assert.deepEqual(found(rate(1e-5)), ['information update-too-small cause']);
    assert.deepEqual(found(rate(1e-8)), ['warning update-too-small cause']);
  });

  it('are information where what comes in saturates a head, and not where it saturates a hidden layer', () => {
    const severities = (layers: LayerNumbers[], data: 'user' | 'synthetic'): string[] =>
      diagnose({ ...modelOf({ layers, losses: (step) => (step < 5 ? 4 : 5.5) }), data })
        .filter(({ code }) => code === 'saturated-activation')
        .map(({ severity }) => severity);
    const sure: LayerNumbers[] = [
      { activation: 'relu', gradient: 1e-6, updateRatio: 1e-6 },
      { activation: 'softmax', units: 3, gradient: 1e-6, gain: 1, saturated: 0.99, updateRatio: 1e-6 },
    ];
    assert.deepEqual(severities(sure, 'user'), ['error']);
    assert.deepEqual(severities(sure, 'synthetic'), ['information']);
    assert.deepEqual(severities(chain(5, 0.9, { activation: 'tanh', saturated: 0.95 }), 'synthetic'), ['warning']);
  });

  it('are information where training kills units, and not where they start dead', () => {
    const dead = (first: LayerNumbers, data: 'user' | 'synthetic'): string[] =>
      told(diagnose({ ...modelOf({ layers: [{ activation: 'relu', ...first }, head], losses: stuck }), data })).filter(
        (text) => text.includes('dead-units'),
      );
    const killed: LayerNumbers = { gradient: (step) => (step < 9 ? 0.5 : 0), zeroUnits: 1 };
    assert.deepEqual(dead(killed, 'user'), ['error dead-units cause']);
    assert.deepEqual(dead(killed, 'synthetic'), ['information dead-units cause']);
    const partly: LayerNumbers = { gradient: 0.5, zeroUnits: 0.9 };
    assert.deepEqual(dead(partly, 'user'), ['warning dead-units cause']);
    assert.deepEqual(dead(partly, 'synthetic'), ['information dead-units cause']);
    const born: LayerNumbers = { gradient: 0.5, kernelGradient: 0, gain: 0, zeroUnits: 1 };
    assert.deepEqual(dead(born, 'user'), ['error dead-units cause']);
    assert.deepEqual(dead(born, 'synthetic'), dead(born, 'user'));
  });

  it('are left out where the code gives weights learned elsewhere, but for what the weights themselves show', () => {
    const numbers: ModelNumbers = { layers: tiny, losses: stuck, learningRate: 1e-8 };
    const layers = modelOf(numbers).layers.map((layer) => ({ ...layer, givenWeights: true as const }));
    assert.deepEqual(found(numbers, { layers, unjudged: 'not judged: why' }), []);
    assert.deepEqual(found(numbers, { layers, data: 'user' }), ['warning update-too-small cause']);
  });
});

describe('findings of learning where the time was over', () => {
  it('are information below ten steps, unless the user asked for no more', () => {
    const layers: LayerNumbers[] = [
      { gradient: 1e-6, updateRatio: 1e-7 },
      { gradient: 1e-6, updateRatio: 1e-7 },
    ];
    const severities = (steps: number, cutShort?: string): readonly string[] =>
      diagnose({
        ...modelOf({ layers, losses: stuck, learningRate: 1e-8 }),
        steps,
        ...(cutShort !== undefined && { cutShort }),
      })
        .filter(({ code }) => code === 'update-too-small')
        .map(({ severity }) => severity);
    const told = 'stopped after 4 of 30 steps';
    assert.deepEqual(severities(4), ['warning']);
    assert.deepEqual(severities(4, told), ['information']);
    assert.deepEqual(severities(12, told), ['warning']);
  });
});

describe('findings on a guess', () => {
  const deep: ModelNumbers = { layers: chain(9, 0.2, { activation: 'sigmoid', line: 4 }), losses: stuck };
  const graveOf = (assumed: readonly string[], pinned: readonly string[] = []): Finding[] =>
    diagnose({ ...modelOf(deep), assumed, pinned }).filter(({ severity }) => severity !== 'information');

  it('are information where the probe guessed how deep the network is, with the guess in the sentence', () => {
    assert.ok(graveOf([]).length > 0);
    assert.deepEqual(graveOf(['units = 16', 'config.blocks = 9']), []);
    const [first] = diagnose({ ...modelOf(deep), assumed: ['config.blocks = 9'] });
    assert.match(first.message, /Measured with config\.blocks = 9, a guess: a real run/);
  });

  it('are information where a loop makes one layer fewer than the guess, if that is a number of layers', () => {
    assert.deepEqual(graveOf(['numHidden = 10']), []);
    assert.deepEqual(graveOf(['numClasses = 10']), graveOf([]));
  });

  it('keep their severity where a person has given the number, or the guess is of something else', () => {
    assert.deepEqual(graveOf(['config.blocks = 9'], ['config.blocks = 9']), graveOf([]));
    assert.deepEqual(graveOf(['units = 16']), graveOf([]));
  });

  it('are information where steps of a rate that the probe chose kill units', () => {
    const killed: LayerNumbers = { activation: 'relu', gradient: (step) => (step < 9 ? 0.5 : 0), zeroUnits: 1 };
    const model = modelOf({
      layers: [{ ...killed, updateRatio: 0.2 }, head],
      losses: stuck,
    });
    const deadBy = (assumed: readonly string[]): string[] =>
      told(diagnose({ ...model, assumed })).filter((text) => text.includes('dead-units'));
    assert.deepEqual(deadBy([]), ['error dead-units effect']);
    assert.deepEqual(deadBy(['units = 16']), ['error dead-units effect']);
    assert.deepEqual(deadBy(['optimizer = adam(0.001)']), ['information dead-units cause']);
  });

  describe('of the head', () => {
    const range = { min: -2, max: 2, outside: 0.6, leastSum: -3, greatestSum: 3 };
    const outputs = [range, range, range];
    const twoLayers = (lines: readonly number[], activation: string | null): ProbedModel => ({
      ...modelOf({ layers: lines.map((line) => ({ gradient: 0.5, gain: 1, activation, line })), losses: stuck }),
      lossCalls: [
        { name: 'categoricalCrossentropy', kind: 'categorical', takesLogits: false, layer: 1, outputs, targets: [] },
      ],
    });
    const severity = (model: ProbedModel, assumed: readonly string[]): string | undefined =>
      diagnose({ ...model, assumed }).find(({ code }) => code === 'output-loss-mismatch')?.severity;
    const list = "config.layers = [{ type: 'dense' }, { type: 'dense', options: {} }]";

    it('are information where the list of layers is a guess, which gives them their activations', () => {
      assert.equal(severity(twoLayers([4, 4], 'linear'), []), 'error');
      assert.equal(severity(twoLayers([4, 4], 'linear'), [list]), 'information');
    });

    it('are information where the activation itself is one', () => {
      assert.equal(severity(twoLayers([4, 5], 'relu'), ["lastActivation = 'relu'"]), 'information');
      assert.equal(severity(twoLayers([4, 5], 'linear'), ["hiddenActivation = 'relu'"]), 'error');
    });

    it('keep their severity where the code makes the head on a line of its own, whatever rows are a guess', () => {
      assert.equal(severity(twoLayers([4, 5], 'linear'), ['rows = [{ x: 1 }, { x: 2 }]']), 'error');
      assert.equal(severity(twoLayers([4, 4], 'linear'), ['rows = [{ x: 1 }, { x: 2 }, { x: 3 }]']), 'error');
    });
  });
});

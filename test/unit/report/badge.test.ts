/** The badge over a line: sign, word, number, range, count; without a verdict on a healthy layer. */

import assert from 'node:assert/strict';
import { diagnose } from '../../../src/diagnosis/index';
import { badgeForLine, decidingFinding, verdictSentence } from '../../../src/report/badge';
import type { Finding } from '../../../src/report/finding';
import { saturatedShare } from '../../../src/report/layer-numbers';
import { chain, learning, modelOf, type ModelNumbers } from '../diagnosis/models';

/** The badge of the line that made these layers. */
function badgeOf(numbers: ModelNumbers, indices: readonly number[]): string {
  const model = modelOf(numbers);
  const findings = diagnose(model).filter((f) => f.layers.some((i) => indices.includes(i)));
  return badgeForLine(
    indices.map((i) => model.layers[i]),
    findings,
  ).text;
}

const upTo = (count: number): number[] => Array.from({ length: count }, (_, i) => i);

describe('badgeForLine', () => {
  it('is quiet on a healthy layer', () => {
    assert.equal(badgeOf({ layers: chain(3, 0.9), losses: learning }, [2]), '∇ 1.0e-1');
    assert.equal(badgeOf({ layers: chain(3, 0.9), losses: learning }, [0, 1, 2]), '∇ 8.1e-2…1.0e-1 · 3 layers');
  });

  it('speaks for all layers of a loop: range, factor, count', () => {
    assert.equal(
      badgeOf({ layers: chain(20, 0.24) }, upTo(20)),
      '∇ 1.7e-13…1.0e-1 ↓ vanishing · ×0.24 per layer · 20 layers',
    );
    assert.equal(badgeOf({ layers: chain(20, 0.24) }, [5]), '∇ 2.1e-10 ↓ vanishing · ×0.24');
  });

  it('says fading where it is only information', () => {
    assert.equal(badgeOf({ layers: chain(20, 0.24), losses: learning }, [0]), '∇ 1.7e-13 ↓ fading');
  });

  it('says starved on the lines that suffer from another line', () => {
    const tail = chain(8, 0.25);
    const layers = [
      { className: 'Conv2D', activation: 'relu', gradient: tail[0].gradient },
      { ...tail[0], gain: 1 },
      ...tail.slice(1),
    ];
    assert.equal(badgeOf({ layers }, [0]), '∇ 6.1e-6 ↓ starved');
  });

  it('shows the share of dead units, and of saturated outputs', () => {
    const dead = {
      layers: [
        { activation: 'relu', gradient: 0.1 },
        { activation: 'relu', gradient: 0.1, gain: 0.9, zeroUnits: 0.9 },
        { gradient: 0.3, gain: 0.3 },
      ],
    };
    assert.equal(badgeOf(dead, [1]), '∇ 1.0e-1 ✕ dead · 90 % of units');
    assert.equal(badgeOf(dead, [0]), '∇ 1.0e-1');
    assert.equal(
      badgeOf({ layers: chain(5, 0.9, { activation: 'tanh', saturated: 0.8 }) }, [4]),
      '∇ 1.0e-1 ⊣ saturated · 80 % of outputs',
    );
    const { layers } = modelOf({ layers: chain(1, 1) });
    const behind = { activation: 'tanh', saturatedPerSeed: [0.1, 0.8, 0.2] } as const;
    assert.equal(saturatedShare({ ...layers[0], behind }), 0.8);
  });

  it('shows explosions, NaN and zero', () => {
    assert.equal(badgeOf({ layers: chain(20, 1.7, { activation: 'relu' }) }, [19]), '∇ 1.0e-1 ↑ exploding · ×1.7');
    assert.equal(
      badgeOf({ layers: chain(2, 0.9).map((l) => ({ ...l, gradient: NaN, outputStd: NaN })), losses: () => NaN }, [0]),
      '∇ – ✕ not finite',
    );
    const single = {
      layers: [
        { activation: 'relu', gradient: 0 },
        { activation: 'softmax', units: 1, gradient: 0.3, gain: 0, kernelGradient: 0 },
      ],
    };
    assert.equal(badgeOf(single, [1]), '∇ 3.0e-1 ✕ no gradient');
  });

  it('says in how many seeds', () => {
    const model = modelOf({ layers: chain(3, 0.9) });
    const finding: Finding = {
      code: 'dead-units',
      severity: 'warning',
      role: 'cause',
      message: 'm',
      file: model.file,
      range: model.range,
      layers: [0],
      seeds: [2],
      related: [],
      fixes: [],
    };
    assert.equal(badgeForLine([model.layers[0]], [finding]).text, '∇ 8.1e-2 ✕ dead · 0 % of units · 1 of 3 seeds');
    assert.match(
      badgeForLine([model.layers[0]], [finding]).tooltip,
      /^m\n∇ is .* in the first step, median of 3 seeds\.$/,
    );
  });
});

describe('decidingFinding', () => {
  const finding = (part: Partial<Finding>): Finding => ({
    code: 'vanishing-gradient',
    severity: 'warning',
    role: 'cause',
    message: '',
    file: '',
    range: { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } },
    layers: [],
    seeds: [],
    related: [],
    fixes: [],
    ...part,
  });

  it('takes the most severe, then the layer before the training, then the cause', () => {
    const error = finding({ severity: 'error', code: 'update-too-large' });
    const effect = finding({ role: 'effect' });
    const training = finding({ code: 'update-too-small' });
    const cause = finding({});
    assert.equal(decidingFinding([effect, error, cause]), error);
    assert.equal(decidingFinding([training, effect]), effect);
    assert.equal(decidingFinding([effect, training, cause]), cause);
    assert.equal(decidingFinding([]), undefined);
  });
});

describe('verdictSentence', () => {
  it('says for how many steps and seeds it was healthy', () => {
    const model = modelOf({ layers: chain(3, 0.9), losses: learning });
    assert.equal(
      verdictSentence(model.layers[2], [], model),
      'Healthy in 30 steps × 3 seeds: a gradient of 1.0e-1 arrives at its output ' +
        'and each step changes its weights by about 1.0e-3 of their size.',
    );
  });

  it('says that a layer is frozen, and repeats the deciding message else', () => {
    const frozen = modelOf({ layers: chain(3, 0.9, { trainable: false }), losses: learning });
    assert.match(verdictSentence(frozen.layers[0], [], frozen), /^Frozen: /);
    const vanishing = modelOf({ layers: chain(20, 0.24) });
    const findings = diagnose(vanishing);
    assert.equal(verdictSentence(vanishing.layers[0], findings, vanishing), findings[0].message);
  });
});

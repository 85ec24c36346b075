/** Rule dead-units on constructed numbers: how many units have to be dead, and what killed them. */

import assert from 'node:assert/strict';
import type { ProbedModel } from '../../../../src/diagnosis/evidence/facts';
import { diagnose } from '../../../../src/diagnosis/index';
import { codes, found, learning, modelOf, type ModelNumbers } from '../models';

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

  it('says so where all units start with the same weights', () => {
    const layers = net({
      zeroUnits: 1,
      gain: 0,
      kernelGradient: 0,
      distinctUnits: [1, 1],
      kernelInitializer: 'Constant',
    });
    assert.match(
      found({ layers: [{ ...layers[0], gradient: 0 }, layers[1], layers[2]] })[0].message,
      /64 units start with the same weights \(Constant makes their kernel\), .*: start from random weights\.$/,
    );
  });

  it('lets live a layer whose units answer, though only to examples that are solved', () => {
    const layers = net({ zeroUnits: 0.5, gain: 0 });
    const given = { layers: [{ ...layers[0], gradient: 0 }, layers[1], layers[2]] };
    const dead = (model: ModelNumbers): boolean => found(model).some(({ code }) => code === 'dead-units');
    assert.equal(dead({ ...given, losses: learning }), false);
    assert.equal(dead(given), true);
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

  it('is the effect where gradients vanish through the layer, and the cause beside a sound path', () => {
    const deep = (factor: number): string[] =>
      codes({
        layers: Array.from({ length: 13 }, (_, index) => ({
          activation: index === 12 ? 'linear' : 'relu',
          gradient: factor ** (12 - index),
          gain: factor,
          zeroUnits: index === 6 ? 0.9 : 0,
        })),
      }).filter((code) => code.includes('dead-units'));
    assert.deepEqual(deep(0.4), ['warning dead-units effect']);
    assert.deepEqual(deep(0.95), ['warning dead-units cause']);
  });

  it('warns of a large part only', () => {
    assert.deepEqual(codes({ layers: net({ zeroUnits: 0.9 }) }), ['warning dead-units cause']);
    assert.deepEqual(codes({ layers: net({ zeroUnits: 0.9 }), losses: learning }), ['information dead-units cause']);
    assert.deepEqual(codes({ layers: net({ zeroUnits: 0.6 }) }), []);
    assert.deepEqual(codes({ layers: net({ zeroUnits: 0.9 }), batchSize: 1 }), []);
    assert.deepEqual(codes({ layers: net({ zeroUnits: 0.9, activation: 'tanh' }) }), []);
  });

  it('only informs of a large part where further steps learn with the rest', () => {
    const model = modelOf({ layers: net({ zeroUnits: 0.9 }) });
    const told = (learns: 'below' | 'towards'): string[] => {
      const further = model.losses.map(() => ({ steps: 60, share: 0.8, learns, nearest: 0.2 }));
      const answers = { data: model.losses, constant: model.losses, further };
      return diagnose({ ...model, answers }).flatMap((f) => (f.code === 'dead-units' ? [f.severity] : []));
    };
    assert.deepEqual([told('towards'), told('below')], [['warning'], ['information']]);
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

  it('takes few units that are dead from the first step on in one start of ten for the luck of that start', () => {
    const told = (units: number, seeds: number, dead: number): string[] => {
      const model = modelOf({ layers: net({ units, gain: 0.9 }), seeds });
      const inDead = (alive: number): number[] => model.seeds.map((_, index) => (index < dead ? 1 - alive : alive));
      const passing = (perSeed: readonly number[]): number[][] =>
        perSeed.map((gain) => Array.from({ length: 30 }, () => gain));
      const layers = model.layers.map((layer, i) =>
        i === 1
          ? {
              ...layer,
              backwardGains: passing(inDead(0.9).map((gain) => (gain < 0.5 ? 0 : gain))),
              weights: layer.weights.map((w) => ({ ...w, gradientL2: passing(inDead(1)) })),
              output: { ...layer.output, zeroUnitsPerSeed: inDead(0) },
            }
          : layer,
      );
      return diagnose({ ...model, layers }).map((f) => `${f.severity} ${f.code}`);
    };
    assert.deepEqual(told(4, 10, 1), ['information dead-units']);
    assert.deepEqual(told(4, 10, 2), ['warning dead-units']);
    assert.deepEqual(told(4, 3, 1), ['warning dead-units']);
    assert.deepEqual(told(64, 10, 1), ['warning dead-units']);
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

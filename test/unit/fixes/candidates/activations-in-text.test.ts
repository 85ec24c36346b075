/** Hidden layers get other activations in the text that a person reads, by a setting or by a layer of its own. */

import assert from 'node:assert/strict';
import { hiddenActivation } from '../../../../src/fixes/candidates/layers/hidden-activation';
import type { CandidateContext } from '../../../../src/fixes/contract/candidate';
import { applyEdits, editsCollide, mergeEdits } from '../../../../src/fixes/edits/apply-edits';
import type { Finding } from '../../../../src/report/finding';
import { ModelText, parse, readSites } from '../../../../src/source/index';
import { modelOf } from '../../diagnosis/models';

const file = '/w/model.ts';
const head = `import * as tf from '@tensorflow/tfjs';\n`;

interface Layers {
  /** Class and activation of each layer, in the order of the text. */
  readonly layers: readonly (readonly [className: string, activation: string])[];
  readonly blamed: readonly number[];
  readonly tfjsVersion?: string;
}

/** The text after each change for units that die, by the change. */
function changes(
  lines: readonly string[],
  { layers, blamed, tfjsVersion }: Layers,
): Partial<Record<string, readonly string[]>> {
  const text = head + lines.join('\n');
  const sites = readSites(parse(file, text)).layers;
  const built = modelOf({ layers: layers.map(([className, activation]) => ({ className, activation, gradient: 1 })) });
  const model = {
    ...built,
    findings: [],
    layers: built.layers.map((layer, index) => {
      const { range } = sites[index];
      const isKernel = /^(?:Dense|Conv)/.test(layers[index][0]);
      return { ...layer, file, range, callers: [], kernelInitializer: isKernel ? 'HeNormal' : null };
    }),
  };
  const context = { model, text: new ModelText(new Map([[file, text]])), tfjsVersion } as unknown as CandidateContext;
  const finding = { code: 'dead-units', layers: blamed } as unknown as Finding;
  return Object.fromEntries(
    hiddenActivation.propose(context, finding).map(({ change, edits }) => {
      assert.ok(!editsCollide(mergeEdits(edits)), `${change}: edits overlap`);
      return [change, applyEdits(text, edits).slice(head.length).split('\n')];
    }),
  );
}

const dense = [
  ['Dense', 'relu'],
  ['Dense', 'linear'],
] as const;

describe('a leaky ReLU, which is a layer of its own', () => {
  const leaky = (lines: readonly string[], layers: Layers): readonly string[] | undefined =>
    changes(lines, layers).leakyReLU;

  it('follows an added layer, which becomes linear', () => {
    assert.deepEqual(
      leaky(
        [
          `net.add(tf.layers.dense({ units: 4, activation: 'relu', inputShape: [2] })); // wide`,
          `net.add(tf.layers.dense({ units: 1 }));`,
        ],
        { layers: dense, blamed: [0] },
      ),
      [
        `net.add(tf.layers.dense({ units: 4, activation: 'linear', inputShape: [2] })); // wide`,
        `net.add(tf.layers.leakyReLU());`,
        `net.add(tf.layers.dense({ units: 1 }));`,
      ],
    );
  });

  it('follows an element, an application and a layer in a helper', () => {
    const head = `tf.layers.dense({ units: 1 })`;
    const layer = (activation: string): string => `tf.layers.dense({ units: 4, activation: '${activation}' })`;
    assert.deepEqual(
      leaky([`const net = [`, `  ${layer('relu')},`, `  ${head},`, `];`], { layers: dense, blamed: [0] }),
      [`const net = [`, `  ${layer('linear')},`, `  tf.layers.leakyReLU(),`, `  ${head},`, `];`],
    );
    assert.deepEqual(
      leaky([`const hidden = ${layer('relu')}.apply(x);`, `const y = ${head}.apply(hidden);`], {
        layers: dense,
        blamed: [0],
      }),
      [`const hidden = tf.layers.leakyReLU().apply(${layer('linear')}.apply(x));`, `const y = ${head}.apply(hidden);`],
    );
    assert.deepEqual(
      leaky([`function grow(net) {`, `  net.add(${layer('relu')})`, `}`, `net.add(${head})`], {
        layers: dense,
        blamed: [0],
      }),
      [
        `function grow(net) {`,
        `  net.add(${layer('linear')})`,
        `  net.add(tf.layers.leakyReLU())`,
        `}`,
        `net.add(${head})`,
      ],
    );
  });

  it('follows those that share the definition, too, but not the head', () => {
    const shared = (activation: string): string => `const wide = { units: 4, activation: '${activation}' };`;
    assert.deepEqual(
      leaky(
        [
          shared('relu'),
          `net.add(tf.layers.dense(wide));`,
          `net.add(tf.layers.dense(wide));`,
          `net.add(tf.layers.dense({ ...wide, units: 1 }));`,
        ],
        {
          layers: [
            ['Dense', 'relu'],
            ['Dense', 'relu'],
            ['Dense', 'relu'],
          ],
          blamed: [1],
        },
      ),
      [
        shared('linear'),
        `net.add(tf.layers.dense(wide));`,
        `net.add(tf.layers.leakyReLU());`,
        `net.add(tf.layers.dense(wide));`,
        `net.add(tf.layers.leakyReLU());`,
        `net.add(tf.layers.dense({ ...wide, units: 1, activation: 'relu' }));`,
      ],
    );
  });

  it('takes the place of a layer that does nothing but activate, and keeps what every layer takes', () => {
    const layers = [
      ['Dense', 'linear'],
      ['Activation', 'relu'],
      ['ReLU', 'relu'],
      ['Dense', 'linear'],
    ] as const;
    assert.deepEqual(
      leaky(
        [
          `net.add(tf.layers.dense({ units: 4 }));`,
          `net.add(tf.layers.activation({ activation: 'relu', name: 'on' }));`,
          `net.add(tf.layers.reLU({ maxValue: 6 }));`,
          `net.add(tf.layers.dense({ units: 1 }));`,
        ],
        { layers, blamed: [1, 2] },
      ),
      [
        `net.add(tf.layers.dense({ units: 4 }));`,
        `net.add(tf.layers.leakyReLU({ name: 'on' }));`,
        `net.add(tf.layers.leakyReLU());`,
        `net.add(tf.layers.dense({ units: 1 }));`,
      ],
    );
  });
});

describe('another activation', () => {
  it('takes the place of a layer that does nothing but activate', () => {
    const layers = [
      ['Dense', 'linear'],
      ['ReLU', 'relu'],
      ['Dense', 'linear'],
    ] as const;
    const before = [
      `const a = tf.layers.dense({ units: 4 }).apply(x);`,
      `const b = tf.layers.reLU().apply(a);`,
      `const c = tf.layers.dense({ units: 1 }).apply(b);`,
    ];
    const elu = before.with(1, `const b = tf.layers.activation({ activation: 'elu' }).apply(a);`);
    assert.deepEqual(changes(before, { layers, blamed: [1] }).elu, elu);
  });

  it('is one that the pinned TensorFlow.js has', () => {
    const lines = [
      `net.add(tf.layers.dense({ units: 4, activation: 'relu' }));`,
      `net.add(tf.layers.dense({ units: 1 }));`,
    ];
    const names = (tfjsVersion?: string): string[] =>
      Object.keys(changes(lines, { layers: dense, blamed: [0], ...(tfjsVersion !== undefined && { tfjsVersion }) }));
    const all = ['swish', 'selu + leCunNormal', 'leakyReLU', 'elu', 'gelu', 'mish', 'tanh + glorotNormal'];
    assert.deepEqual(names(), all);
    assert.deepEqual(names('4.22.0'), all);
    assert.deepEqual(
      names('4.9.0'),
      all.filter((name) => name !== 'gelu'),
    );
    assert.deepEqual(
      names('2.0.1'),
      all.filter((name) => !/^(?:swish|gelu|mish)/.test(name)),
    );
  });
});

/** Proves what a hover says, in words and numbers, and that the user's own text cannot break its Markdown. */

import assert from 'node:assert/strict';
import { Anchors } from '../../../../src/editor/results/anchors';
import { chainSvg, chainText } from '../../../../src/editor/hover/chain-svg';
import { depthProfileSvg } from '../../../../src/editor/hover/depth-profile-svg';
import { gradientChain } from '../../../../src/editor/hover/gradient-chain';
import { layerHover, modelHover } from '../../../../src/editor/hover/hover-text';
import type { ProbedLayer } from '../../../../src/editor/results/layer-lines';
import { escapeMarkdown } from '../../../../src/editor/hover/markdown';
import { palettes, svgDataUri } from '../../../../src/editor/hover/svg';
import type { ModelReport } from '../../../../src/report/report';
import { at, file, finding, layer, model, result } from '../reports';

const context = { palette: palettes.dark, isStale: false, links: ['[Probe again](command:x)'] };

function probed(of: ModelReport, ...indices: number[]): ProbedLayer[] {
  const from = result([of], new Anchors());
  return indices.map((layerIndex) => ({
    result: from,
    model: of,
    modelIndex: 0,
    layer: of.layers[layerIndex],
    layerIndex,
  }));
}

const stack = model(
  [layer('a', 1, 0.01, NaN), layer('b', 2, 0.04, 0.25, { inputs: [0] }), layer('c', 3, 0.4, 0.1, { inputs: [1] })],
  [finding(2, [0])],
  {
    assumed: ['units = 4'],
    standIns: ['node:fs'],
  },
);

describe('the hover', () => {
  it('links to the places where the code can be changed', () => {
    const places = [
      { file, range: at(1), note: 'activation is set here' },
      { file: '/w/my_config.ts', range: at(3), note: 'this initializer is made here' },
      { file, range: at(6) },
    ];
    const fading = model([layer('a', 4, 0.01, NaN)], [finding(4, [0], { related: places })]);
    const links =
      `[line 2](file://${file}#L2): activation is set here · ` +
      '[my\\_config\\.ts:4](file:///w/my_config.ts#L4): this initializer is made here';
    const hovers = [
      layerHover(probed(fading, 0), context),
      modelHover([{ result: result([fading], new Anchors()), model: fading }], context),
    ];
    for (const text of hovers) assert.ok(text.includes(`\n\n${links}\n\n`), text);
  });

  it('has verdict, numbers of the first and of all steps, the chain, and the conditions', () => {
    const text = layerHover(probed(stack, 0), context);
    assert.match(text, /It fades\\\./);
    assert.match(text, /\| Gradient here \(L2\) \| 1\.0e-2 \| 1\.0e-2 to 2\.0e-2 \|/);
    assert.match(text, /\| Gradient at the model’s output \| 4\.0e-1 \|/);
    assert.match(text, /!\[4\.0e-1 at the loss, ×0\.10 c, ×0\.25 b, leaves 1\.0e-2 at a\]\(data:/);
    assert.match(text, /Assumed: units = 4\./);
    assert.match(text, /Stood in for: `node:fs`\./);
    assert.match(text, /2 steps × 1 seed on the code’s own data, batch 16/);
    assert.match(text, /Probe again/);
    assert.doesNotMatch(text, /Backward gain/, 'no gradient has to leave the first layer');
  });

  it('tells the worst layer of a line in full and names the others', () => {
    const text = layerHover(probed(stack, 1, 0, 2), context);
    assert.match(text, /^\*\*a\*\*.*worst of 3 on this line/);
    assert.match(text, /Also made on this line: `b` 4\.0e-2, `c` 4\.0e-1\./);
  });

  it('says that it is from before an edit', () => {
    assert.match(layerHover(probed(stack, 0), { ...context, isStale: true }), /before the last edit/);
    assert.doesNotMatch(layerHover(probed(stack, 0), context), /before the last edit/);
  });

  it('shows numbers that are none', () => {
    const broken = model([layer('a', 1, NaN, NaN, { outputGradient: { l2: [[0.5, NaN]] } })]);
    assert.match(layerHover(probed(broken, 0), context), /\| Gradient here \(L2\) \| 5\.0e-1 \| 5\.0e-1, NaN \|/);
  });

  it('takes the user’s names as text', () => {
    const text = layerHover(probed(model([layer('[x](command:evil) `|', 1, 1, NaN)]), 0), context);
    assert.doesNotMatch(text, /\[x\]\(command:evil\)/);
    assert.equal(escapeMarkdown('a*b\n<c>'), 'a\\*b \\<c\\>');
  });

  it('sums up a model', () => {
    const single = (of: ModelReport): string =>
      modelHover([{ result: result([of], new Anchors()), model: of }], context);
    assert.match(single(stack), /- It fades/);
    assert.match(single(model([layer('a', 1, 1, NaN)])), /No gradient trouble was seen in 2 steps × 1 seed\./);
    assert.doesNotMatch(single(stack), /were made here/);
  });

  const called = (name: string, gradient: number, line: number, inFile = file): ReturnType<typeof layer> =>
    layer(name, 1, gradient, NaN, { callers: [{ file: inFile, range: at(line) }] });
  const small = model([called('x', 0.4, 20)], [], { name: 'small' });
  const deep = model([called('y', 1e-9, 30), called('z', 0.1, 30)], [finding(1, [0, 1])], { name: 'deep' });

  it('lists the models and calls that lead to a line, worst first, with a badge each', () => {
    const text = layerHover([...probed(small, 0), ...probed(deep, 0, 1)], context);
    assert.match(text, /^\*\*y\*\*.*worst of 3 on this line/);
    const rows = text.split('\n').filter((row) => row.startsWith('- '));
    assert.equal(rows.length, 2);
    assert.match(rows[0], /^- `deep`, called at line 31: ∇ 1\\\.0e\\-9…1\\\.0e\\-1 ↓ vanishing.* 2 layers/);
    assert.match(rows[1], /^- `small`, called at line 21: ∇ 4\\\.0e\\-1$/);
  });

  it('names the file where the call stands in another one', () => {
    const other = model([called('w', 0.2, 7, '/w/train.ts')], [], { name: 'other', file: '/w/train.ts' });
    assert.match(layerHover([...probed(small, 0), ...probed(other, 0)], context), /- `other`, called at train\\\.ts:8/);
  });

  it('needs no list for a loop, and lists at most eight', () => {
    assert.doesNotMatch(layerHover(probed(deep, 0, 1), context), /ways lead here/);
    const many = Array.from({ length: 12 }, (_, index) => model([called('x', 0.4, index)]));
    assert.match(
      layerHover(
        many.flatMap((one) => probed(one, 0)),
        context,
      ),
      /\*\*12 ways lead here[^]*- and 4 more/,
    );
  });

  it('lists all models that one expression made, the worst in full', () => {
    const text = modelHover(
      [small, deep].map((of) => ({ result: result([of], new Anchors()), model: of })),
      context,
    );
    assert.match(text, /^\*\*deep\*\*/);
    assert.match(
      text,
      /\*\*2 models were made here\*\*[^]*- `deep`, called at line 31: It fades\\\.\n- `small`, .* 21: healthy\\\./,
    );
  });
});

describe('the drawn chain', () => {
  const chainOf = (depth: number, gain: number) => {
    const layers = Array.from({ length: depth }, (_, index) =>
      layer(`l${index}`, index, gain ** (depth - 1 - index), gain, { inputs: index === 0 ? [] : [index - 1] }),
    );
    return gradientChain(model(layers), 0);
  };
  const bars = (svg: string): { x: number; width: number; dashed: boolean }[] =>
    [...svg.matchAll(/<rect x="([-\d.]+)" y="\d+" width="([\d.]+)" height="9" ([^/]*)/g)].map(([, x, width, rest]) => ({
      x: Number(x),
      width: Number(width),
      dashed: rest.includes('dasharray'),
    }));

  it('has a bar a layer, to the left where the gradient shrinks and to the right where it grows', () => {
    const shrinking = bars(chainSvg(chainOf(4, 0.25), 'l0', palettes.dark));
    assert.equal(shrinking.length, 3);
    for (const { x, width } of shrinking) assert.ok(Math.abs(x + width - 196) < 0.2 && width > 20, `${x} ${width}`);
    for (const { x } of bars(chainSvg(chainOf(4, 3), 'l0', palettes.dark))) assert.equal(x, 196);
  });

  it('says what is left after each layer, and marks the layer itself', () => {
    const svg = chainSvg(chainOf(3, 0.5), 'l0', palettes.light);
    assert.deepEqual(
      [...svg.matchAll(/text-anchor="end">(\d\.\d(?:e[+-]\d)?)</g)].map(([, text]) => text),
      ['1.0', '5.0e-1', '2.5e-1', '2.5e-1'],
    );
    assert.match(svg, new RegExp(`fill="${palettes.light.mark}" font-weight="bold"><text[^>]*>▸ l0<`));
  });

  it('multiplies the middle of a long chain', () => {
    const chain = chainOf(30, 0.5);
    const drawn = bars(chainSvg(chain, 'l0', palettes.dark));
    assert.equal(drawn.length, 11);
    assert.deepEqual(
      drawn.map(({ dashed }) => dashed),
      drawn.map((_, index) => index === 5),
    );
    assert.match(chainText(chain, 'l0'), /×0\.50 l25, ×1\.9e-6 19 more layers, ×0\.50 l5/);
  });

  it('stays a picture with factors that are none and names that are markup', () => {
    for (const gain of [NaN, 0, Infinity, 1]) {
      const svg = chainSvg(chainOf(3, gain), '<b>&ü…', palettes.highContrast);
      assert.doesNotMatch(svg, /="-?(?:NaN|Infinity)|[ ,]NaN[ "]/, String(gain));
      assert.match(svg, /&lt;b&gt;&amp;ü…/);
      assert.match(svgDataUri(svg), /^data:image\/svg\+xml;base64,[\w+/=]+$/);
    }
  });
});

describe('the depth profile', () => {
  const count = (svg: string, what: RegExp): number => svg.match(what)?.length ?? 0;

  it('has a dot a layer and a ring around each marked one', () => {
    const svg = depthProfileSvg([1e-9, 1e-6, 1e-3], [0, 2], palettes.light);
    assert.equal(count(svg, /r="1.8"/g), 3);
    assert.equal(count(svg, /r="4.5"/g), 2);
    assert.match(svg, />1\.0e-3</);
    assert.match(svg, />1\.0e-9</);
  });

  it('falls towards smaller norms', () => {
    const svg = depthProfileSvg([1e-9, 1e-6, 1e-3], [], palettes.light);
    const ys = [...svg.matchAll(/cy="([\d.]+)"/g)].map(([, y]) => Number(y));
    assert.ok(ys[0] > ys[1] && ys[1] > ys[2]);
  });

  it('stays a picture without usable numbers', () => {
    for (const norms of [[0, 0], [NaN, Infinity], [], [0.5]]) {
      const svg = depthProfileSvg(norms, [0], palettes.highContrast);
      assert.doesNotMatch(svg, /"NaN|NaN"|,NaN|NaN,|Infinity"/, norms.join());
    }
    assert.equal(
      count(depthProfileSvg([NaN, 1], [], palettes.dark), /l6 6m0 -6l-6 6/g),
      1,
      'a cross for what is no number',
    );
  });
});

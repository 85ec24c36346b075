/** Tests the charts: gradients over depth with marks, choices, keyboard and pointer; losses; gradients over time. */

import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import type { ModelReport } from '../../src/report/report';
import { withPanel, type PanelPage } from './page';
import { finding, network, place, state, vanishing, withGradient } from './reports';

interface Mark {
  readonly x: number;
  readonly y: number;
}

async function show(
  panel: PanelPage,
  model: ModelReport,
  marked: readonly (readonly [number, number])[] = [],
): Promise<Page> {
  await panel.send({ type: 'state', state: state({ models: [model], marked }) });
  await panel.page.waitForSelector('.depth .column');
  return panel.page;
}

async function points(page: Page, seed: number): Promise<Mark[]> {
  return page
    .locator(`.depth [data-seed="${seed}"] .point`)
    .evaluateAll((all) => all.map((one) => ({ x: Number(one.getAttribute('cx')), y: Number(one.getAttribute('cy')) })));
}

function decade(model: ModelReport, exponents: readonly number[]): ModelReport {
  return exponents.reduce((changed, exponent, index) => withGradient(changed, index, 10 ** exponent), model);
}

describe('charts', () => {
  const test = withPanel();

  it('places equal factors at equal distances, small gradients low, layers from left to right', async () => {
    const { panel } = test;
    const page = await show(panel, decade(network({ depth: 4, gain: 0.5, seeds: [1] }), [-9, -6, -3, 0]));
    const marks = await points(page, 0);
    assert.equal(marks.length, 4);
    const drops = marks.slice(1).map(({ y }, index) => marks[index].y - y);
    assert.ok(drops[0] > 20, `${drops[0]} px for three decades`);
    for (const drop of drops) assert.ok(Math.abs(drop - drops[0]) < 0.01);
    assert.deepEqual(
      marks.map(({ x }) => x),
      marks.map(({ x }) => x).sort((a, b) => a - b),
    );
  });

  it('has a line for each seed, told apart by dashes as well as color', async () => {
    const { panel } = test;
    const page = await show(panel, network({ depth: 6, gain: 0.5, seeds: [4, 5, 6] }));
    const styles = await page
      .locator('.depth .seed .line')
      .evaluateAll((lines) =>
        lines.map((line) => getComputedStyle(line)).map(({ stroke, strokeDasharray }) => [stroke, strokeDasharray]),
      );
    assert.equal(styles.length, 3);
    assert.equal(new Set(styles.map(([stroke]) => stroke)).size, 3);
    assert.equal(new Set(styles.map(([, dashes]) => dashes)).size, 3);
    assert.deepEqual(
      (await page.locator('.depth .legend li').allInnerTexts()).slice(0, 3).map((text) => text.trim()),
      ['seed 4', 'seed 5', 'seed 6'],
    );
  });

  it('marks zero, NaN and infinity at the edges instead of dropping them', async () => {
    const { panel } = test;
    let model = network({ depth: 6, gain: 0.5, seeds: [1] });
    model = withGradient(withGradient(withGradient(model, 1, 0), 2, Number.NaN), 4, Infinity);
    const page = await show(panel, model);
    const specials = await page
      .locator('.depth .special')
      .evaluateAll((all) =>
        all.map((one) => [(one as SVGElement).dataset.special, one.getBoundingClientRect().top] as const),
      );
    assert.deepEqual(
      specials.map(([kind]) => kind),
      ['zero', 'nan', 'infinite'],
    );
    const ys = (await points(page, 0)).map(({ y }) => y);
    assert.equal(ys.length, 3);
    const tops = await page
      .locator('.depth .point')
      .evaluateAll((all) => all.map((one) => one.getBoundingClientRect().top));
    const [zero, nan, infinite] = specials.map(([, top]) => top);
    assert.ok(nan < infinite && infinite < Math.min(...tops) && zero > Math.max(...tops));
    assert.deepEqual(await page.locator('.depth .lane-name').allTextContents(), ['NaN', '∞', '0']);
  });

  it('names its findings over the layers that they speak of', async () => {
    const { panel } = test;
    const findings = [
      finding({ code: 'dead-units', severity: 'warning', layers: [1, 2, 5] }),
      finding({ code: 'vanishing-gradient', severity: 'error', layers: [0, 1, 2, 3] }),
    ];
    const page = await show(panel, network({ depth: 8, gain: 0.5, findings }));
    const bars = page.locator('.depth .finding-bar');
    assert.deepEqual(await bars.locator('text').allTextContents(), ['↓ vanishing', '✕ dead']);
    assert.equal(await bars.nth(0).locator('.bar').count(), 1);
    assert.equal(await bars.nth(1).locator('.bar').count(), 2);
    const bar = await bars.nth(0).locator('.bar').boundingBox();
    const fourth = await page.locator('.depth [data-layer="3"] rect').boundingBox();
    assert.ok(bar && fourth && Math.abs(bar.x + bar.width - fourth.x - fourth.width) < 4);
  });

  it('is walked with the arrow keys; Enter reveals, the label says what the eye sees', async () => {
    const { panel } = test;
    const page = await show(panel, vanishing(), [[0, 4]]);
    // Tab leads to the marked layer first.
    await page.focus('select[aria-label="Steps"]');
    await page.keyboard.press('Tab');
    assert.equal(await page.locator('.column:focus').getAttribute('data-layer'), '4');
    for (const key of ['ArrowRight', 'ArrowRight', 'ArrowLeft']) await page.keyboard.press(key);
    const label = await page.locator('.column:focus').getAttribute('aria-label');
    assert.match(label ?? '', /^Layer 6 of 20, dense_Dense6, line 15: gradient at output \d\.\de-10, ↓ vanishing$/);
    await page.keyboard.press('Enter');
    await page.keyboard.press('Home');
    await page.keyboard.press(' ');
    assert.deepEqual(
      (await panel.sentOf('reveal')).map(({ location }) => location.range.start.line),
      [14, 9],
    );
    assert.equal(await page.locator('.depth .column[tabindex="0"]').count(), 1);
  });

  it('highlights the layer under the cursor of the editor', async () => {
    const { panel } = test;
    const page = await show(panel, vanishing(), [
      [0, 2],
      [0, 3],
    ]);
    assert.deepEqual(
      await page
        .locator('.column[aria-current="true"]')
        .evaluateAll((all) => all.map((one) => (one as SVGElement).dataset.layer)),
      ['2', '3'],
    );
    assert.equal(await page.locator('.column .marker').count(), 2);
  });

  it('tells the numbers of the layer under the pointer, inside the panel, and hides them on Escape', async () => {
    const { panel } = test;
    const model = withGradient(vanishing(), 18, 0.0123);
    const page = await show(panel, model);
    await page.hover('.column[data-layer="18"]');
    const tooltip = page.locator('.tooltip');
    assert.match(await tooltip.innerText(), /dense_Dense19[\s\S]*line 28[\s\S]*↓ vanishing[\s\S]*seed 1\s+1\.2e-2/);
    const box = await tooltip.boundingBox();
    assert.ok(box && box.x >= 0 && box.x + box.width <= 900);
    await page.focus('.column[data-layer="0"]');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Escape');
    assert.equal(await tooltip.count(), 0);
  });

  it('reveals a layer of the chart on a click', async () => {
    const { panel } = test;
    const page = await show(panel, { ...network({ depth: 3, gain: 1 }) });
    await page.click('.column[data-layer="1"]');
    assert.deepEqual(await panel.sentOf('reveal'), [{ type: 'reveal', location: place(10) }]);
  });

  it('shows the first step, their median or the last one as asked', async () => {
    const { panel } = test;
    const model = network({ depth: 3, gain: 1, seeds: [1] });
    const steps = [[8, 0.02, 0.02, 0.03, Number.NaN]];
    const page = await show(panel, {
      ...model,
      layers: model.layers.map((layer) => ({ ...layer, outputGradient: { l2: steps } })),
    });
    const shown = async (): Promise<string> =>
      /output (\S+),/.exec((await page.locator('.column').first().getAttribute('aria-label')) ?? '')?.[1] ?? '';
    assert.equal(await shown(), '8.0');
    await page.selectOption('select[aria-label="Steps"]', 'median');
    assert.equal(await shown(), '3.0e-2');
    await page.selectOption('select[aria-label="Steps"]', 'last');
    assert.equal(await shown(), 'NaN');
    assert.equal(await page.locator('.depth .special-nan').count(), 3);
    assert.equal(
      await page.locator('table.layers tbody td.number').first().innerText(),
      '8.0',
      "the table keeps to the badge's number",
    );
  });

  it('shows backward gain around its reference, leaving out the layer that passes nothing on', async () => {
    const { panel } = test;
    const page = await show(panel, network({ depth: 5, gain: 0.5, seeds: [1] }));
    await page.selectOption('select[aria-label="Quantity"]', 'gain');
    const marks = await points(page, 0);
    assert.equal(marks.length, 4);
    const reference = Number(await page.locator('.reference line').getAttribute('y1'));
    for (const { y } of marks) assert.ok(y > reference, 'a gain under 1 lies under the line of 1');
    assert.equal(await page.locator('.depth .special').count(), 0);
  });

  it('stays readable with two hundred layers: lines without points, few numbers, every layer reachable', async () => {
    const { panel } = test;
    const page = await show(panel, withGradient(network({ depth: 200, gain: 0.9 }), 77, 0));
    assert.equal(await page.locator('.depth .column').count(), 200);
    assert.equal(await page.locator('.depth .point').count(), 0);
    assert.equal(await page.locator('.depth .special-zero').count(), 3);
    const boxes = await page
      .locator('.depth-axis text:not(.axis-end)')
      .evaluateAll((all) => all.map((one) => one.getBoundingClientRect()).map(({ left, right }) => ({ left, right })));
    assert.ok(boxes.length >= 5);
    for (const [index, { left }] of boxes.slice(1).entries()) assert.ok(left > boxes[index].right, 'numbers overlap');
  });

  it('draws a layer between two without a value as a point, as no line reaches it', async () => {
    const { panel } = test;
    const even = Array.from({ length: 40 }, (_, index) => index * 2);
    const model = even.reduce(
      (changed, index) => withGradient(changed, index, 0),
      network({ depth: 80, gain: 1, seeds: [1] }),
    );
    const page = await show(panel, model);
    assert.equal(await page.locator('.depth .point').count(), 40);
  });

  it('fits its width when the panel is dragged narrower', async () => {
    const { panel } = test;
    const page = await show(panel, vanishing());
    const widthOf = async (): Promise<number> =>
      (await page.locator('.depth svg[role="group"]').boundingBox())?.width ?? 0;
    const before = await widthOf();
    await page.setViewportSize({ width: 420, height: 900 });
    await page.waitForFunction(
      (old) => (document.querySelector('.depth svg[role="group"]')?.getBoundingClientRect().width ?? old) < old,
      before,
    );
    assert.ok((await widthOf()) <= 420 - 32);
    const loss = await page.locator('section.loss').boundingBox();
    const depth = await page.locator('section.depth').boundingBox();
    assert.ok(loss && depth && loss.y > depth.y + depth.height - 1, 'the charts stand below each other');
  });

  it('draws a loss for each seed, on a log scale where it spans decades, with NaN at the edge', async () => {
    const { panel } = test;
    const model = {
      ...network({ depth: 3, gain: 1 }),
      seeds: [1, 2],
      losses: [
        [1, 100, 10_000],
        [1, Number.NaN, Number.NaN],
      ],
    };
    await panel.send({ type: 'state', state: state({ models: [model] }) });
    await panel.page.waitForSelector('.loss .line');
    assert.match(await panel.page.locator('.loss .chart-title').innerText(), /log scale/);
    assert.equal(await panel.page.locator('.loss .special-nan').count(), 2);
    const label = await panel.page.getByRole('img').getAttribute('aria-label');
    assert.equal(label, 'Loss over 3 steps. seed 1: 1 → 10000. seed 2: 1 → NaN');
    const path = (await panel.page.locator('.loss [data-seed="0"] .line').getAttribute('d')) ?? '';
    const ys = [...path.matchAll(/,([\d.]+)/g)].map(([, y]) => Number(y));
    assert.ok(Math.abs(ys[0] - ys[1] - (ys[1] - ys[2])) < 0.01, path);
  });

  it('shows a loss that no line reaches as a point, and writes large ones short enough for the axis', async () => {
    const { panel } = test;
    const model = {
      ...network({ depth: 3, gain: 1 }),
      seeds: [1, 2],
      losses: [
        [3.1e8, Infinity, Number.NaN],
        [0, 1e8, Number.NaN],
      ],
    };
    await panel.send({ type: 'state', state: state({ models: [model] }) });
    await panel.page.waitForSelector('.loss .point');
    assert.equal(await panel.page.locator('.loss .point').count(), 1);
    const chart = await panel.page.locator('.loss .chart').boundingBox();
    for (const tick of await panel.page.locator('.loss .tick').all()) {
      const box = await tick.boundingBox();
      assert.ok(chart && box && box.x >= chart.x, await tick.innerHTML());
    }
  });

  it('draws how far back in time a recurrent layer learns', async () => {
    const { panel } = test;
    const plain = network({ depth: 2, gain: 1 });
    await panel.send({ type: 'state', state: state({ models: [plain] }) });
    await panel.page.waitForSelector('table.layers');
    assert.equal(await panel.page.locator('.time').count(), 0);
    const [first, ...others] = plain.layers;
    await panel.send({
      type: 'state',
      state: state({ models: [{ ...plain, layers: [{ ...first, timeSteps: [1e-3, 1e-2, 0.1] }, ...others] }] }),
    });
    await panel.page.waitForSelector('.time');
    assert.match(
      await panel.page.locator('.time-layer').innerText(),
      /3 time steps: newest 1\.0e-1, oldest 1\.0e-3 \(×0\.010\)/,
    );
    const heights =
      (await panel.page.locator('.time polyline').getAttribute('points'))
        ?.split(' ')
        .map((point) => Number(point.split(',')[1])) ?? [];
    assert.ok(heights[0] > heights[1] && heights[1] > heights[2], heights.join());
    await panel.page.locator('.time-layer button').click();
    assert.deepEqual((await panel.sent()).at(-1), {
      type: 'reveal',
      location: { file: first.file, range: first.range },
    });
  });
});

/** Tests the table of layers: its facts, the mark of the editor's cursor, and revealing by mouse and keyboard. */

import assert from 'node:assert/strict';
import { withPanel } from './page';
import { file, finding, lineRange, network, place, state, vanishing, withGradient } from './reports';

describe('layer table', () => {
  const test = withPanel();

  it('has a row for each layer with the numbers as the rest of Gradline writes them', async () => {
    const { panel } = test;
    const model = network({ depth: 3, gain: 0.5, seeds: [1], steps: 1 });
    const [first, second, last] = model.layers;
    const weights = second.weights.map((weight) => ({ ...weight, gradientL2: [[3]], updateRatio: [[0.002]] }));
    const exact = {
      ...second,
      outputGradient: { l2: [[0.0123]] },
      weights: [weights[0], { ...weights[1], gradientL2: [[4]], updateRatio: [[0.001]] }],
      backwardGain: 0.25,
      output: { ...second.output, zeroUnits: 0.5, saturated: 0.999 },
    };
    await panel.send({ type: 'state', state: state({ models: [{ ...model, layers: [first, exact, last] }] }) });
    await panel.page.waitForSelector('table.layers');
    const [name, line, verdict, ...numbers] = await panel.page.locator('tbody tr:nth-child(2) > *').allInnerTexts();
    assert.match(name, /2\s*dense_Dense2/);
    assert.equal(line, '11');
    assert.equal(verdict, 'healthy');
    assert.deepEqual(numbers, ['1.2e-2', '5.0', '×0.25', '2.0e-3', '50 %', '>99 %']);
  });

  it('keeps NaN, infinity and zero apart from what was not measured', async () => {
    const { panel } = test;
    let model = withGradient(network({ depth: 4, gain: 0.5 }), 0, 0);
    model = withGradient(withGradient(model, 1, Number.NaN), 2, Infinity);
    await panel.send({ type: 'state', state: state({ models: [model] }) });
    await panel.page.waitForSelector('table.layers');
    const column = await panel.page.locator('tbody td:nth-child(4)').allInnerTexts();
    assert.deepEqual(column.slice(0, 3), ['0', 'NaN', '∞']);
    // No gradient has to leave the first layer.
    assert.equal(await panel.page.locator('tbody tr:nth-child(1) td:nth-child(6)').innerText(), '–');
  });

  it('names the worst finding of a layer in words', async () => {
    const { panel } = test;
    await panel.send({ type: 'state', state: state({ models: [vanishing()] }) });
    await panel.page.waitForSelector('table.layers');
    const verdicts = await panel.page.locator('tbody td.verdict').allInnerTexts();
    assert.match(verdicts[0], /Error:\s+↓ vanishing/);
    assert.equal(verdicts[19], 'healthy');
  });

  it('reveals a layer by a click on its row, and one of another file with that file', async () => {
    const { panel } = test;
    const model = network({ depth: 3, gain: 0.5 });
    const elsewhere = { ...model.layers[1], ...place(41, '/project/models/blocks.ts') };
    await panel.send({
      type: 'state',
      state: state({ models: [{ ...model, layers: [model.layers[0], elsewhere, model.layers[2]] }] }),
    });
    await panel.page.click('tbody tr:nth-child(3) td.verdict');
    await panel.page.click('tbody tr:nth-child(2) button');
    assert.equal(await panel.page.locator('tbody tr:nth-child(2) td.line').innerText(), 'blocks.ts:42');
    assert.deepEqual(await panel.sentOf('reveal'), [
      { type: 'reveal', location: { file, range: lineRange(11) } },
      { type: 'reveal', location: { file: '/project/models/blocks.ts', range: lineRange(41) } },
    ]);
  });

  it('is one stop of the Tab key with arrow keys inside; Enter reveals', async () => {
    const { panel } = test;
    await panel.send({ type: 'state', state: state({ models: [network({ depth: 12, gain: 0.5 })] }) });
    await panel.page.focus('tbody tr:nth-child(1) button');
    for (const key of ['ArrowDown', 'ArrowDown', 'ArrowUp', 'Enter']) await panel.page.keyboard.press(key);
    await panel.page.keyboard.press('End');
    await panel.page.keyboard.press('Enter');
    assert.equal(await panel.page.locator('tbody button[tabindex="0"]').count(), 1);
    assert.deepEqual(
      (await panel.sentOf('reveal')).map(({ location }) => location.range.start.line),
      [10, 20],
    );
  });

  it("marks the layers under the editor's cursor, of the shown model only", async () => {
    const { panel } = test;
    const models = [network({ depth: 4, gain: 0.5, name: 'first' }), network({ depth: 4, gain: 0.5, name: 'second' })];
    await panel.send({
      type: 'state',
      state: state({
        models,
        marked: [
          [0, 2],
          [1, 1],
        ],
      }),
    });
    await panel.page.waitForSelector('tr[aria-current]');
    assert.deepEqual(
      await panel.page
        .locator('tr[aria-current]')
        .evaluateAll((rows) => rows.map((row) => (row as HTMLElement).dataset.layer)),
      ['2'],
    );
  });

  it('keeps its header in view when a long table is scrolled', async () => {
    const { panel } = test;
    await panel.send({ type: 'state', state: state({ models: [network({ depth: 200, gain: 0.9 })] }) });
    await panel.page.locator('tbody tr:nth-child(180)').scrollIntoViewIfNeeded();
    await panel.page.mouse.wheel(0, 300);
    const top = await panel.page
      .locator('thead th')
      .first()
      .evaluate((cell) => cell.getBoundingClientRect().top);
    assert.ok(top >= 0 && top < 5, `header at ${top}`);
  });

  it('sets the cause apart from the verdict on the line that does it', async () => {
    const { panel } = test;
    const cause = finding({ ...place(10), layers: [0, 1], code: 'dead-units', severity: 'warning' });
    await panel.send({
      type: 'state',
      state: state({ models: [network({ depth: 3, gain: 0.9, findings: [cause] })] }),
    });
    await panel.page.waitForSelector('table.layers');
    assert.match(
      (await panel.page.locator('tbody tr:nth-child(2) td.verdict').textContent()) ?? '',
      /Warning:\s+✕ dead, the cause/,
    );
    assert.match(await panel.page.locator('tbody tr:nth-child(1) td.verdict').innerText(), /Warning:\s+✕ dead$/);
  });
});

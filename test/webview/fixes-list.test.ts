/** Tests the panel's list of fixes: what is proven, what a click shows, and what did not help. */

import assert from 'node:assert/strict';
import { withPanel } from './page';
import { file, lineRange, state, vanishing } from './reports';

describe('fixes in the panel', () => {
  const test = withPanel();

  it('lists proven fixes with their numbers, shows one on a click, and tells what did not help', async () => {
    const { panel } = test;
    const fix = {
      kind: 'hidden-activation',
      title: 'swish + heNormal (∇ 3.0e-9 → 2.1e-2, 5 of 5 seeds)',
      edits: [{ file, range: lineRange(3), newText: 'swish' }],
      proof: { before: '∇ 3.0e-9', after: '∇ 2.1e-2', seeds: [1, 2, 3, 4, 5], healthy: true },
    };
    const faulty = vanishing();
    const model = {
      ...faulty,
      findings: faulty.findings.map((one) => ({ ...one, fixes: [fix] })),
      triedFixes: [{ kind: 'optimizer', change: 'adam', reason: 'Gradients still vanish.' }],
    };
    await panel.send({ type: 'state', state: state({ models: [model] }) });
    const fixes = panel.page.getByRole('region', { name: 'Fixes' });
    const shown = await fixes.innerText();
    assert.ok(shown.includes(fix.title) && shown.includes('Before: ∇ 3.0e-9. After: ∇ 2.1e-2.'), shown);
    await fixes.getByRole('button', { name: 'Show change' }).click();
    assert.deepEqual(await panel.waitFor('preview-fix'), [{ type: 'preview-fix', model: 0, title: fix.title }]);
    await fixes.getByText('1 change tried without success').click();
    assert.ok((await fixes.innerText()).includes('Gradients still vanish.'));

    await panel.send({ type: 'state', state: state({ models: [model], stale: [0] }) });
    assert.ok(await fixes.getByRole('button', { name: 'Show change' }).isDisabled(), 'the text is another now');
  });

  it('draws the model before and after the chosen change, until the next probe', async () => {
    const { panel } = test;
    const faulty = vanishing();
    const measured = {
      layers: faulty.layers.map(({ name }) => ({ name, gradient: 0.02 })),
      losses: [0.7, 0.5, 0.2],
      loss: faulty.loss,
      seeds: 5,
    };
    const fix = {
      kind: 'hidden-activation',
      title: 'swish (∇ 3.0e-9 → 2.0e-2, 5 of 5 seeds)',
      edits: [{ file, range: lineRange(3), newText: 'swish' }],
      proof: { before: '∇ 3.0e-9', after: '∇ 2.0e-2', seeds: [1, 2, 3, 4, 5], healthy: true },
      measured,
    };
    const model = {
      ...faulty,
      findings: faulty.findings.map((one) => ({ ...one, fixes: [fix] })),
      triedFixes: [
        { kind: 'optimizer', change: 'adam', reason: 'No.', measured: { ...measured, losses: [0.7, NaN, Infinity] } },
        { kind: 'optimizer', change: 'not probed', reason: 'It throws.' },
      ],
    };
    await panel.send({ type: 'state', state: state({ models: [model] }) });
    const comparison = panel.page.getByRole('region', { name: 'Before and after' });
    const choice = comparison.getByRole('combobox', { name: 'Change' });
    assert.deepEqual(await choice.locator('option').allInnerTexts(), [fix.title, 'adam (did not help)']);
    const loss = comparison.getByRole('img', { name: /^Loss of each step/ });
    assert.match((await loss.getAttribute('aria-label')) ?? '', /After: \S+ 0\.7 → 0\.2\.$/);
    const lines = comparison.locator('g[data-side] .line');
    assert.equal(await lines.count(), 4);
    for (const one of await lines.all()) assert.match((await one.getAttribute('d')) ?? '', /^M[\d.]+,[\d.]+L/);

    await choice.selectOption('adam');
    assert.equal(await loss.locator('[data-side="after"] [data-special="nan"]').count(), 1);
    assert.equal(await loss.locator('[data-side="after"] [data-special="infinite"]').count(), 1);
    await panel.send({ type: 'state', state: state({ models: [model], stale: [0] }) });
    assert.equal(await choice.inputValue(), 'adam', 'an edit keeps what was chosen');

    await panel.send({ type: 'state', state: state({ models: [faulty] }) });
    assert.equal(await comparison.count(), 0, 'the next probe has no changes yet');
  });
});

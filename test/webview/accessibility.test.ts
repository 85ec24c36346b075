/**
 * Proves that the panel breaks no rule that axe, the accessibility checker, knows of: with much in it and with little,
 * in every theme.
 */

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { type PanelPage, withPanel } from './page';
import { file, finding, network, place, state, vanishing } from './reports';
import { themeNames } from './themes';

const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

interface Violation {
  readonly id: string;
  readonly nodes: readonly { readonly html: string; readonly failureSummary?: string }[];
}

/** Each violation as one line. */
async function violations(panel: PanelPage): Promise<string[]> {
  await panel.page.evaluate(axe);
  const found = await panel.page.evaluate(async () => {
    const { axe: checker } = window as unknown as {
      axe: { run(context: unknown, options: unknown): Promise<{ violations: Violation[] }> };
    };
    // The landmarks of the page are those of VS Code around it.
    return (await checker.run(document, { rules: { region: { enabled: false } } })).violations;
  });
  return found.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${html.slice(0, 160)} ${failureSummary ?? ''}`),
  );
}

const long = vanishing();
const states = {
  'nothing yet': state({ file: undefined, title: undefined }),
  'one layer': state({ models: [network({ depth: 1, gain: 1 })] }),
  'two models, old numbers and a running probe': state({
    models: [
      network({ depth: 3, gain: 1, name: 'generator' }),
      {
        ...long,
        layers: long.layers.map((layer, index) => ({ ...layer, timeSteps: index === 4 ? [1e-6, 1e-3, 1] : undefined })),
      },
    ],
    stale: [0, 1],
    marked: [[1, 3]],
    running: { file, text: 'seed 2 of 3, step 14 of 30', fraction: 0.4 },
  }),
  'findings and errors': state({
    models: [
      network({
        depth: 4,
        gain: 1,
        findings: [finding({ related: [place(3), place(5)] }), finding({ severity: 'information', role: 'effect' })],
      }),
    ],
    errors: [{ ...place(2), code: 'unresolved-import', message: './attention cannot be found.' }],
  }),
};

describe('the panel, as axe sees it', () => {
  const test = withPanel({ width: 700 });

  for (const theme of themeNames) {
    it(`breaks no rule in the theme ${theme}`, async function () {
      this.timeout(120_000);
      for (const [name, shown] of Object.entries(states)) {
        const panel = await test.bench.open({ theme, width: 420 });
        await panel.send({ type: 'state', state: shown });
        await panel.page.waitForSelector(shown.models.length > 0 ? 'table.layers' : 'h1');
        assert.deepEqual(await violations(panel), [], name);
        await panel.close();
      }
    });
  }

  it('can be used by keyboard alone: every control is reached, in order', async () => {
    const { panel } = test;
    await panel.send({ type: 'state', state: states['two models, old numbers and a running probe'] });
    await panel.page.waitForSelector('table.layers');
    const reached: string[] = [];
    for (let tab = 0; tab < 12; tab++) {
      await panel.page.keyboard.press('Tab');
      reached.push(
        await panel.page.evaluate(
          () =>
            document.activeElement?.getAttribute('aria-label') ??
            document.activeElement?.closest('label')?.firstChild?.textContent ??
            document.activeElement?.textContent ??
            '',
        ),
      );
    }
    for (const control of ['Cancel', 'Model', 'Quantity', 'dense_Dense4'])
      assert.ok(reached.includes(control), `${control} among ${reached.join(' | ')}`);
    assert.ok(reached.indexOf('Cancel') < reached.indexOf('Quantity'));
  });

  it('keeps a long name from pushing the numbers away, at 300 pixels too', async () => {
    const panel = await test.bench.open({ width: 300 });
    const model = vanishing();
    const name = 'encoder_block_0_self_attention_output_projection_dense_layer';
    await panel.send({
      type: 'state',
      state: state({ models: [{ ...model, layers: model.layers.map((layer) => ({ ...layer, name })) }] }),
    });
    await panel.page.waitForSelector('table.layers');
    const button = panel.page.locator('tbody button').first();
    assert.ok(((await button.boundingBox())?.width ?? 1000) < 150);
    assert.equal(await button.getAttribute('title'), name);
    assert.equal(await panel.page.locator('.page').evaluate((page) => page.scrollWidth - page.clientWidth), 0);
    await panel.close();
  });
});

/** Tests the panel as a whole: state, progress and cancel, findings, errors, several models, focus, themes. */

import assert from 'node:assert/strict';
import { withPanel, type PanelPage } from './page';
import { file, finding, lineRange, network, place, state, vanishing } from './reports';
import { themeNames } from './themes';

const text = (panel: PanelPage): Promise<string> => panel.page.locator('main').innerText();

describe('panel', () => {
  const test = withPanel();

  it('says what to do while there is nothing to show', async () => {
    const { panel } = test;
    assert.match(await text(panel), /Gradline: Probe Gradients/);
    assert.ok(await panel.page.getByRole('button', { name: 'Probe again' }).isDisabled());
  });

  it('shows file, run, optimizer, loss, data, what was assumed and what was stood in for', async () => {
    const { panel } = test;
    const model = {
      ...network({ depth: 3, gain: 1 }),
      assumed: ['numClasses = 10'],
      standIns: ['fs', '@tensorflow/tfjs-vis'],
      data: 'synthetic' as const,
    };
    await panel.send({ type: 'state', state: state({ models: [model] }) });
    await panel.page.waitForSelector('table.layers');
    const shown = await text(panel);
    for (const fact of [
      'deep-mlp.ts',
      '30 steps × 3 seeds on wasm, 1.24 s',
      'Adam, learning rate 1e-3',
      'binaryCrossentropy',
      'made-up data, batch 32',
      'Assumed: numClasses = 10',
      'Stood in for: fs, @tensorflow/tfjs-vis',
      'healthy in 30 steps × 3 seeds',
    ]) {
      assert.ok(shown.includes(fact), fact);
    }
  });

  it(
    'tells what is pinned from what is assumed, and leads to other values for both and for what a function asks ' +
      'for',
    async () => {
      const { panel } = test;
      const model = {
        ...network({ depth: 3, gain: 1 }),
        assumed: ['inputShape = [10]'],
        pinned: ['units = 4'],
        called: ['build'],
      };
      const errors = [
        { file, code: 'user-code-failed' as const, message: 'other stopped.', asks: { function: 'other' } },
      ];
      await panel.send({ type: 'state', state: state({ models: [model], errors }) });
      await panel.page.waitForSelector('table.layers');
      const shown = await text(panel);
      assert.match(shown, /Pinned: units = 4\s+Change…/);
      assert.match(shown, /Assumed: inputShape = \[10\]/);
      await panel.page.getByRole('button', { name: 'Change…' }).click();
      await panel.page.getByRole('button', { name: 'Change assumptions…' }).click();
      assert.deepEqual((await panel.sent()).slice(1), [
        { type: 'change-assumptions', file, function: 'build' },
        { type: 'change-assumptions', file, function: 'other' },
      ]);
    },
  );

  it('shows progress and cancels, and probes again when asked', async () => {
    const { panel } = test;
    await panel.send({
      type: 'state',
      state: state({ models: [vanishing()], running: { file, text: 'seed 2 of 3, step 14 of 30', fraction: 0.48 } }),
    });
    const bar = panel.page.getByRole('progressbar');
    await bar.waitFor();
    assert.equal(await bar.getAttribute('value'), '0.48');
    assert.equal(await bar.getAttribute('aria-valuetext'), 'seed 2 of 3, step 14 of 30');
    assert.match(await text(panel), /seed 2 of 3, step 14 of 30/);
    assert.ok(await panel.page.getByRole('button', { name: 'Probe again' }).isDisabled());
    await panel.page.getByRole('button', { name: 'Cancel' }).click();
    await panel.send({ type: 'state', state: state({ models: [vanishing()] }) });
    await panel.page.getByRole('button', { name: 'Probe again' }).click();
    assert.equal(await bar.count(), 0);
    assert.deepEqual((await panel.sent()).slice(1), [{ type: 'cancel' }, { type: 'probe-again' }]);
  });

  it('probes again also while fixes are searched', async () => {
    const { panel } = test;
    const running = { file, text: 'fix 1 of 9, 0 proven', fraction: 0.1, isSearch: true } as const;
    await panel.send({ type: 'state', state: state({ models: [vanishing()], running }) });
    await panel.page.getByRole('progressbar', { name: 'Search for fixes' }).waitFor();
    await panel.page.getByRole('button', { name: 'Probe again' }).click();
    assert.deepEqual((await panel.sent()).slice(1), [{ type: 'probe-again' }]);
  });

  it('keeps its models where a message leaves them out', async () => {
    const { panel } = test;
    await panel.send({ type: 'state', state: state({ models: [vanishing()] }) });
    await panel.page.waitForSelector('table.layers');
    const { models, ...others } = state({ running: { file, text: 'fix 1 of 9, 0 proven', fraction: 0.1 } });
    assert.deepEqual(models, []);
    await panel.send({ type: 'same-models', state: others });
    await panel.page.getByRole('progressbar').waitFor();
    assert.equal(await panel.page.locator('table.layers').count(), 1);
  });

  it('says that a probe was cancelled before anything was measured', async () => {
    const { panel } = test;
    await panel.send({ type: 'state', state: state({ isCancelled: true }) });
    await panel.page.getByText('Cancelled before anything was measured.').waitFor();
    assert.equal(await panel.page.getByRole('status').textContent(), 'Probe cancelled');
    await panel.send({ type: 'state', state: state({ isCancelled: true, models: [vanishing()] }) });
    await panel.page.getByText('Cancelled before').waitFor({ state: 'detached' });
  });

  it('keeps its layout still while a probe starts and ends', async () => {
    const { panel } = test;
    const top = async (): Promise<number | undefined> =>
      (await panel.page.locator('section[aria-label="Findings"]').boundingBox())?.y;
    await panel.send({ type: 'state', state: state({ models: [vanishing()] }) });
    await panel.page.waitForSelector('table.layers');
    const idle = await top();
    await panel.send({
      type: 'state',
      state: state({ models: [vanishing()], running: { file, text: 'seed 1 of 3', fraction: 0.1 } }),
    });
    await panel.page.waitForSelector('progress');
    const running = await top();
    await panel.send({ type: 'state', state: state({ models: [vanishing()], stale: [0] }) });
    await panel.page.waitForSelector('.stale-note');
    assert.deepEqual([running, await top()], [idle, idle]);
  });

  it('marks numbers from before an edit, for the eye and the ear', async () => {
    const { panel } = test;
    await panel.send({ type: 'state', state: state({ models: [vanishing()], stale: [0] }) });
    await panel.page.waitForSelector('.stale-note');
    assert.match(await panel.page.locator('.stale-note').innerText(), /from before your edit/);
    assert.match(await panel.page.getByRole('status').innerText(), /from before your edit/);
    await panel.send({ type: 'state', state: state({ models: [vanishing()] }) });
    await panel.page.waitForSelector('.stale-note', { state: 'detached' });
    assert.equal(await panel.page.getByRole('status').innerText(), 'Probe finished: ↓ vanishing');
  });

  it('lists findings with the worst first, causes open, effects folded, each leading to its line', async () => {
    const { panel } = test;
    const findings = [
      finding({ code: 'update-too-small', severity: 'information', message: 'Hardly moves.', ...place(30) }),
      finding({ code: 'vanishing-gradient', role: 'effect', message: 'Starves.', ...place(11) }),
      finding({ code: 'vanishing-gradient', message: 'Loses it.', seeds: [1, 3], ...place(27) }),
    ];
    await panel.send({ type: 'state', state: state({ models: [network({ depth: 3, gain: 1, findings })] }) });
    await panel.page.waitForSelector('.note');
    const open = await panel.page.locator('section[aria-label="Findings"] > ul > li').allInnerTexts();
    assert.match(open[0], /Error:\s+vanishing gradient Loses it\. 2 of 3 seeds\s+line 28/);
    assert.match(open[1], /Information:\s+update too small Hardly moves\./);
    await panel.page.getByRole('button', { name: 'line 28', exact: true }).click();
    await panel.page.getByText('1 effect on other layers').click();
    await panel.page.getByRole('button', { name: 'line 12', exact: true }).click();
    assert.deepEqual(
      (await panel.sentOf('reveal')).map(({ location }) => location.range.start.line),
      [27, 11],
    );
  });

  it('shows errors with message and place', async () => {
    const { panel } = test;
    const errors = [
      {
        file,
        range: lineRange(22),
        code: 'user-code-failed' as const,
        message: 'createModel threw: <b>shape</b> is undefined.',
      },
      {
        file: '/project/models/blocks.ts',
        range: lineRange(2),
        code: 'unresolved-import' as const,
        message: "'./attention' cannot be found.",
      },
      { file, code: 'time-limit' as const, message: 'Did not finish within 30 seconds.' },
    ];
    await panel.send({ type: 'state', state: state({ errors }) });
    await panel.page.waitForSelector('.note-error');
    assert.deepEqual(
      (await panel.page.locator('.note-error .note-text').allInnerTexts()).map((shown) => shown.trim()),
      [
        'user code failed createModel threw: <b>shape</b> is undefined.',
        "unresolved import './attention' cannot be found.",
        'time limit Did not finish within 30 seconds.',
      ],
    );
    await panel.page.getByRole('button', { name: 'blocks.ts, line 3' }).click();
    assert.deepEqual(await panel.sentOf('reveal'), [
      { type: 'reveal', location: { file: '/project/models/blocks.ts', range: lineRange(2) } },
    ]);
  });

  it('switches between the models of a file and stays on the chosen one', async () => {
    const { panel } = test;
    const models = [
      network({ depth: 3, gain: 1, name: 'generator' }),
      network({ depth: 5, gain: 1, name: 'critic', findings: [finding({ code: 'dead-units' })] }),
    ];
    await panel.send({ type: 'state', state: state({ models }) });
    await panel.page.getByLabel('Model').selectOption({ label: 'critic (line 9): ✕ dead' });
    assert.equal(await panel.page.locator('tbody tr').count(), 5);
    await panel.send({ type: 'state', state: state({ models, stale: [0, 1] }) });
    await panel.page.waitForSelector('.stale-note');
    assert.equal(await panel.page.locator('tbody tr').count(), 5);
    await panel.send({ type: 'state', state: state({ file: '/project/models/other.ts', title: 'other.ts', models }) });
    await panel.page.getByRole('heading', { name: 'other.ts' }).waitFor();
    assert.equal(await panel.page.locator('tbody tr').count(), 3);
  });

  it(
    'keeps what the person chose when VS Code loads the page anew, and shows NaN and infinity that come as ' +
      'messages',
    async () => {
      const { panel } = test;
      const model = {
        ...network({ depth: 3, gain: 1 }),
        seeds: [1, 2],
        losses: [
          [0.7, Number.NaN],
          [0.6, Infinity],
        ],
      };
      const models = [model, { ...model, name: 'second' }];
      await panel.send({ type: 'state', state: state({ models }) });
      await panel.page.waitForSelector('table.layers');
      await panel.page.selectOption('select[aria-label="Quantity"]', 'weights');
      await panel.page.locator('.field select').selectOption('1');
      await panel.page.reload();
      assert.deepEqual(await panel.sent(), [{ type: 'ready' }]);
      await panel.send({ type: 'state', state: state({ models }) });
      await panel.page.waitForSelector('table.layers');
      assert.deepEqual(
        await panel.page
          .locator('.loss .legend li')
          .allInnerTexts()
          .then((all) => all.map((one) => one.trim())),
        ['seed 1: 0.7 → NaN', 'seed 2: 0.6 → ∞'],
      );
      assert.equal(await panel.page.locator('select[aria-label="Quantity"]').inputValue(), 'weights');
      assert.equal(await panel.page.locator('.field select').inputValue(), '1');
    },
  );

  it('goes to the model that the cursor went to, and stays with the one that the person chose', async () => {
    const { panel } = test;
    const models = [network({ depth: 2, gain: 1, name: 'one' }), network({ depth: 3, gain: 1, name: 'two' })];
    const shown = (): Promise<string> => panel.page.locator('.field select').inputValue();
    await panel.send({ type: 'state', state: state({ models }) });
    await panel.page.waitForSelector('table.layers');
    assert.equal(await shown(), '0');
    await panel.send({ type: 'state', state: state({ models, marked: [[1, 2]] }) });
    await panel.page.waitForSelector('tr[aria-current]');
    assert.equal(await shown(), '1');
    await panel.page.locator('.field select').selectOption('0');
    await panel.send({ type: 'state', state: state({ models, marked: [[1, 2]], stale: [0, 1] }) });
    await panel.page.waitForSelector('.stale-note');
    assert.equal(await shown(), '0');
  });

  it('links a cause to the lines that suffer from it', async () => {
    const { panel } = test;
    const cause = finding({
      related: [
        place(3),
        place(3),
        place(5, '/project/models/helper.ts'),
        ...[7, 8, 10, 11, 12].map((line) => place(line)),
      ],
    });
    await panel.send({ type: 'state', state: state({ models: [network({ depth: 3, gain: 1, findings: [cause] })] }) });
    const related = panel.page.locator('.related');
    await related.waitFor();
    assert.match(await related.innerText(), /^Suffering: line 4, helper\.ts, line 6, line 8,.* and 1 more$/);
    await related.getByRole('button', { name: 'helper.ts, line 6' }).click();
    assert.deepEqual((await panel.sent()).at(-1), { type: 'reveal', location: place(5, '/project/models/helper.ts') });
  });

  it('links a finding to the places where the code can be changed', async () => {
    const { panel } = test;
    const change = { ...place(1), note: 'activation is set here' };
    const cause = finding({ related: [change, place(3)] });
    await panel.send({ type: 'state', state: state({ models: [network({ depth: 3, gain: 1, findings: [cause] })] }) });
    const related = panel.page.locator('.related');
    await related.first().waitFor();
    assert.deepEqual(await related.allInnerTexts(), ['line 2: activation is set here', 'Suffering: line 4']);
    await related.getByRole('button', { name: 'line 2' }).click();
    const told = (await panel.sent()).at(-1);
    assert.ok(told?.type === 'reveal');
    assert.deepEqual(told.location.range, change.range);
  });

  it('keeps focus where the person is while snapshots stream in', async () => {
    const { panel } = test;
    await panel.send({ type: 'state', state: state({ models: [vanishing()] }) });
    await panel.page.focus('tbody tr:nth-child(1) button');
    await panel.page.keyboard.press('ArrowDown');
    for (const fraction of [0.1, 0.2, 0.3])
      await panel.send({
        type: 'state',
        state: state({ models: [vanishing()], running: { file, text: `at ${fraction}`, fraction } }),
      });
    await panel.page.getByText('at 0.3').waitFor();
    assert.equal(await panel.page.locator('button:focus').innerText(), 'dense_Dense2');
  });

  for (const theme of themeNames) {
    it(`has text that stands out from its background in the theme ${theme}, at either width`, async () => {
      for (const width of [420, 900]) {
        const panel = await test.bench.open({ theme, width });
        await panel.send({ type: 'state', state: state({ models: [vanishing()], stale: [0], marked: [[0, 3]] }) });
        await panel.page.waitForSelector('table.layers');
        const faint = await panel.page.evaluate(() => {
          const channels = (color: string): number[] =>
            color.startsWith('color(srgb')
              ? (color.match(/[\d.]+/g) ?? []).map((part, index) => (index < 3 ? Number(part) * 255 : Number(part)))
              : (color.match(/[\d.]+/g) ?? []).map(Number);
          const base = channels(getComputedStyle(document.body).backgroundColor);
          const luminance = (color: number[]): number => {
            const [r, g, b] = color
              .slice(0, 3)
              .map((part, index) => (color[3] ?? 1) * part + (1 - (color[3] ?? 1)) * base[index])
              .map((part) => (part / 255 <= 0.04045 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4));
            return 0.2126 * r + 0.7152 * g + 0.0722 * b;
          };
          const contrast = (color: number[]): number => {
            const [high, low] = [luminance(color), luminance(base)].sort((a, b) => b - a);
            return (high + 0.05) / (low + 0.05);
          };
          const texts = [
            ...document.querySelectorAll(
              'main :is(h1, h2, td, th, li, p, strong, summary, .muted, .link, .tick, .finding-bar text)',
            ),
          ];
          return texts
            .map(
              (one) =>
                [
                  one.textContent,
                  contrast(
                    channels(one instanceof SVGElement ? getComputedStyle(one).fill : getComputedStyle(one).color),
                  ),
                ] as const,
            )
            .filter(([, ratio]) => ratio < 3);
        });
        assert.deepEqual(faint, []);
        assert.deepEqual(panel.problems, []);
        const overflow = await panel.page.locator('.page').evaluate((page) => page.scrollWidth - page.clientWidth);
        assert.equal(overflow, 0);
        await panel.close();
      }
    });
  }
});

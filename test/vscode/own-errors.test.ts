/**
 * Proves that an error of the code's own is an error in Problems, on its line's lens and in the tree, and that the
 * model is not called healthy.
 */

import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { codeOf, eventually, fixture, lenses, openNew, probe, problems, reset } from './support';
import { modelTree, outline } from './tree';

/** Programs of test/fixtures/own-errors, with what the lens of the marked line or of the model says. */
const programs: readonly (readonly [name: string, lens: string])[] = [
  ['layer-unknown-activation.ts', '✕ no such name'],
  ['layer-lstm-over-flat-input.ts', '✕ shapes don’t fit'],
  ['layer-no-units.js', '✕ setting not allowed'],
  ['compile-unknown-loss.ts', '✕ no such name'],
  ['fit-labels-not-one-hot.ts', '✕ data don’t fit'],
  ['fit-everything-frozen.ts', '✕ training call fails'],
  ['loss-of-other-shape.ts', '✕ shapes don’t fit'],
  ['layer-own-call-throws.ts', '✕ shapes don’t fit'],
];

describe('errors of the code itself', () => {
  afterEach(reset);

  for (const [name, lens] of programs) {
    it(`are shown for ${name}`, async () => {
      const text = await fixture(`own-errors/${name}`);
      const marked = text.split('\n').findIndex((line) => line.includes('//! error'));
      const { document } = await openNew(text, `model${name.slice(name.lastIndexOf('.'))}`);
      await probe(document.uri);
      const found = problems(document.uri).filter(({ severity }) => severity === vscode.DiagnosticSeverity.Error);
      assert.equal(found.length, 1, found.map(({ message }) => message).join('\n'));
      assert.equal(found[0].range.start.line, marked);
      assert.ok(text.split('\n')[marked].includes(`//! error ${codeOf(found[0])}: `));
      const titles = await eventually(`a lens that says ${lens}`, async () => {
        const all = (await lenses(document.uri)).map(({ title }) => title);
        return all.some((title) => title.includes(lens)) ? all : undefined;
      });
      assert.ok(!titles.some((title) => title.includes('healthy')), titles.join('\n'));
      const tree = outline(await modelTree());
      assert.ok(tree.includes(lens) && !tree.includes('healthy'), tree);
    });
  }
});

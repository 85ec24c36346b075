/** Tests the rows of the tree of models: files, models, findings and what was not reached. */

import assert from 'node:assert/strict';
import { Anchors } from '../../../../src/editor/results/anchors';
import { fileNode } from '../../../../src/editor/models-view/file-node';
import type { TreeNode } from '../../../../src/editor/models-view/tree-node';
import type { FileResult } from '../../../../src/editor/results/file-result';
import type { ModelReport, ProbeError } from '../../../../src/report/report';
import { at, file, finding, layer, model, result } from '../reports';

const healthy = model([layer('a', 1, 0.1, NaN)], [], { name: 'good', range: at(9) });
const faulty = model(
  [layer('b', 4, 1e-9, NaN), layer('c', 5, 0.1, 0.1)],
  [finding(4, [0, 1], { message: 'It fades.' }), finding(5, [1], { role: 'effect' })],
  { name: 'bad', range: at(3) },
);
const error: ProbeError = { file, code: 'model-not-reached', message: 'Nothing calls it.', range: at(20) };

function node(models: readonly ModelReport[], errors: readonly ProbeError[] = [], isRunning = false): TreeNode {
  const from: FileResult = { ...result(models, new Anchors()), errors };
  const made = fileNode(from.uri, [from], 'src/nets', isRunning);
  assert.ok(made);
  return made;
}

describe('the tree of models', () => {
  it('has the worst of a file at its top, and the verdict in words', () => {
    const top = node([healthy, faulty]);
    assert.equal(top.label, 'model.ts');
    assert.equal(top.description, '↓ vanishing · src/nets');
    assert.equal(top.status, 'error');
    assert.equal(node([healthy]).status, 'healthy');
    assert.equal(node([healthy]).description, 'healthy · src/nets');
  });

  it('has models in the order of the text, their findings, and the layers of these', () => {
    const [bad, good] = node([healthy, faulty]).children;
    assert.deepEqual([bad.label, bad.description, bad.status], ['bad', '↓ vanishing · line 4', 'error']);
    assert.deepEqual(
      [good.label, good.description, good.status],
      ['good', 'healthy in 2 steps × 1 seed · line 10', 'healthy'],
    );
    assert.deepEqual(
      bad.children.map(({ label, description, tooltip }) => [label, description, tooltip]),
      [['↓ vanishing', 'line 5 · 2 layers', 'It fades.']],
      'an effect is told with its cause',
    );
    assert.deepEqual(
      bad.children[0].children.map(({ label, description }) => [label, description]),
      [
        ['b', '∇ 1.0e-9 ↓ vanishing · line 5'],
        ['c', '∇ 1.0e-1 ↓ vanishing · ×0.10 · line 6'],
      ],
    );
    assert.deepEqual(bad.children[0].place(), { file, range: at(4) });
  });

  it('has the places to change below a finding, before its layers', () => {
    const place = { file, range: at(1), note: 'activation is set here' };
    const fading = model([layer('b', 4, 1e-9, NaN)], [finding(4, [0], { related: [place, { file, range: at(6) }] })]);
    const [first, second] = node([fading]).children[0].children[0].children;
    assert.deepEqual([first.kind, first.label, first.description], ['place', 'activation is set here', 'line 2']);
    assert.deepEqual(first.place(), { file, range: at(1) });
    assert.equal(second.label, 'b');
  });

  it('says why something was not reached, beside what was', () => {
    const alone = node([], [error]);
    assert.deepEqual([alone.status, alone.description], ['not-reached', 'not reached · src/nets']);
    assert.deepEqual(
      alone.children.map(({ label, description, status }) => [label, description, status]),
      [['not reached', 'Nothing calls it.', 'not-reached']],
    );
    assert.equal(node([healthy], [error]).description, 'healthy · 1 not reached · src/nets');
    const data = { ...error, code: 'data', message: 'Line 1: rows.csv has no rows.' } as const;
    const beside = node([healthy], [error, data]);
    assert.deepEqual(
      [beside.status, beside.description],
      ['warning', 'healthy · 1 not reached · 1 passed over · src/nets'],
    );
    assert.deepEqual(beside.children.at(-1)?.label, 'passed over');
    assert.equal(node([healthy], [error]).status, 'not-reached');
    assert.equal(node([faulty], [error]).status, 'error');
  });

  it('shows a file that is being probed, with what it had', () => {
    assert.equal(node([healthy], [], true).status, 'running');
    assert.equal(node([], [], true).description, 'probing · src/nets');
  });

  it('says nothing of a file whose probe was cancelled before it had anything', () => {
    const from: FileResult = {
      ...result([], new Anchors()),
      errors: [{ file, code: 'cancelled', message: 'Cancelled.' }],
    };
    assert.equal(fileNode(from.uri, [from], '', false), undefined);
  });

  it('says that numbers are from before an edit, and leads to where their code is now', () => {
    const anchors = new Anchors();
    anchors.note(file, '\n'.repeat(30));
    const from = result([faulty], anchors);
    anchors.edit(file, [{ range: at(0, 0, 0), text: '\n' }], '\n'.repeat(31));
    const [bad] = fileNode(from.uri, [from], '', false)?.children ?? [];
    assert.match(bad.description, /line 5 · before edit$/);
    assert.equal(bad.place()?.range.start.line, 4);
  });

  it('unfolds what is wrong by itself, though it was healthy or empty before', () => {
    assert.deepEqual([node([healthy]).unfolds, node([faulty]).unfolds], [false, true]);
    assert.equal(new Set([node([], [], true).id, node([healthy]).id, node([faulty]).id]).size, 3);
  });
});

/** Tests which changes the search joins with one that is not enough by itself, on real text. */

import assert from 'node:assert/strict';
import type { Candidate } from '../../../../src/fixes/contract/candidate';
import { followUps } from '../../../../src/fixes/search/follow-ups';
import type { Finding } from '../../../../src/report/finding';
import { ModelText, parse, readSites } from '../../../../src/source/index';
import { modelOf } from '../../diagnosis/models';

const file = '/w/model.ts';
const text = `import * as tf from '@tensorflow/tfjs';
const seed = 1;
const model = tf.sequential();
model.add(tf.layers.dense({ units: 8, activation: 'relu', inputShape: [4] }));
model.add(tf.layers.dense({ units: 8, activation: 'relu' }));
model.add(tf.layers.dense({ units: 1 }));
`;

const { range } = readSites(parse(file, text)).layers[0];
const finding = (code: Finding['code']): Finding =>
  ({ code, severity: 'error', role: 'cause', message: code, file, range, layers: [0, 1], seeds: [1] }) as never;

/** The changes that follow one of `kind` at the seed, after which the model has these faults. */
function following(kind: Candidate['kind'], at: Finding['range'], ...left: readonly Finding['code'][]): Candidate[] {
  const built = modelOf({ layers: ['relu', 'relu', 'linear'].map((activation) => ({ activation, gradient: 1 })) });
  const sites = readSites(parse(file, text)).layers;
  const layers = built.layers.map((layer, index) => ({ ...layer, file, range: sites[index].range }));
  const report = { ...built, layers, findings: [finding('symmetric-weights')] };
  const edits = [{ file, range: at, newText: '' }];
  const candidate: Candidate = { kind, change: 'first', edits, claims: report.findings };
  const after = { ...report, findings: left.map(finding) };
  const situation = { model: report as never, text: new ModelText(new Map([[file, text]])) };
  return [...followUps(situation, [{ candidate, after }], 'all')];
}

const seedLine: Finding['range'] = { start: { line: 1, character: 0 }, end: { line: 1, character: 5 } };
const changes = (candidates: readonly Candidate[]): string[] => candidates.map(({ change }) => change);

describe('follow-ups', () => {
  it('join a change after which the loss falls more slowly with what may make the model learn faster', () => {
    const found = following('initializers', seedLine);
    assert.deepEqual(changes(found).slice(0, 2), ['first, swish + heNormal', 'first, selu + leCunNormal']);
    assert.deepEqual(
      [...new Set(found.flatMap(({ claims }) => claims.map(({ code }) => code)))],
      ['symmetric-weights'],
    );
    assert.ok(found.length <= 4);
  });

  it('try it alone where both change the same text', () => {
    assert.deepEqual(changes(following('initializers', range)).slice(0, 1), ['swish + heNormal']);
  });

  it('join a change that brings another fault with what mends that', () => {
    const found = changes(following('initializers', seedLine, 'dead-units'));
    assert.equal(found.at(0), 'first, swish + heNormal');
    assert.ok(found.length <= 2);
  });

  it('are none where a fault of before is left', () => {
    assert.deepEqual(following('initializers', seedLine, 'symmetric-weights', 'dead-units'), []);
  });
});

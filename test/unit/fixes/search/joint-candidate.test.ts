/** Tests which changes the search joins for a model with several causes. */

import assert from 'node:assert/strict';
import type { Candidate } from '../../../../src/fixes/contract/candidate';
import { withJointCandidate } from '../../../../src/fixes/search/joint-candidate';
import type { Finding } from '../../../../src/report/finding';

const range = { start: { line: 0, character: 0 }, end: { line: 0, character: 1 } };

function finding(code: Finding['code'], fields: Partial<Finding> = {}): Finding {
  return {
    code,
    severity: 'error',
    role: 'cause',
    message: code,
    file: '/w/a.ts',
    range,
    seeds: [1],
    ...fields,
  } as Finding;
}

function candidate(kind: Candidate['kind'], at: number, ...claims: readonly Finding[]): Candidate {
  const edits = [
    { file: '/w/a.ts', range: { start: { line: at, character: 0 }, end: { line: at, character: 1 } }, newText: kind },
  ];
  return { kind, change: `${kind} ${at}`, edits, claims };
}

const head = finding('unreachable-targets');
const scale = finding('unscaled-data');
const stuck = finding('zero-gradient', { role: 'effect' });

describe('joint candidate', () => {
  const changes = (candidates: readonly Candidate[], ...findings: readonly Finding[]): string[] =>
    withJointCandidate(candidates, findings).map(({ change }) => change);

  it('joins the best change for each cause, behind the best single one, and claims every fault', () => {
    const given = [
      candidate('output-and-loss', 1, head),
      candidate('hidden-activation', 2, stuck),
      candidate('data-scaling', 3, scale),
      candidate('input-scaling', 4, scale),
    ];
    const [, joint] = withJointCandidate(given, [head, scale, stuck]);
    assert.equal(joint.change, 'output-and-loss 1, data-scaling 3');
    assert.deepEqual(joint.claims, [head, scale, stuck]);
    assert.equal(joint.edits.length, 2);
    assert.equal(changes(given, head, scale, stuck).length, 5);
  });

  it('takes the next change for a cause where the best one edits the same text', () => {
    const given = [
      candidate('output-and-loss', 1, head),
      candidate('data-scaling', 1, scale),
      candidate('input-scaling', 4, scale),
    ];
    assert.equal(changes(given, head, scale)[1], 'output-and-loss 1, input-scaling 4');
  });

  it('joins nothing where one change is for all causes, or there is one cause', () => {
    const both = [candidate('data-scaling', 1, head, scale), candidate('input-scaling', 2, scale)];
    assert.deepEqual(changes(both, head, scale), ['data-scaling 1', 'input-scaling 2']);
    const one = [candidate('output-and-loss', 1, head), candidate('learning-rate', 2, head)];
    assert.deepEqual(changes(one, head, stuck), ['output-and-loss 1', 'learning-rate 2']);
  });
});

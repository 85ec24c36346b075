/** Proves which results of a file stay when some or all of its models are probed again. */

import assert from 'node:assert/strict';
import { Anchors } from '../../../../src/editor/results/anchors';
import { mergeResults } from '../../../../src/editor/results/merge-results';
import type { FileResult } from '../../../../src/editor/results/file-result';
import type { ProbeError } from '../../../../src/report/report';
import { at, file, model, result } from '../reports';

const text = 'one\ntwo\nthree\n';
const errorAt = (line: number): ProbeError => ({
  file,
  range: at(line, 1, 2),
  code: 'user-code-failed',
  message: `line ${line}`,
});

function measured(names: readonly string[], errors: readonly ProbeError[] = [], source = text): FileResult {
  const anchors = new Anchors();
  anchors.note(file, source);
  const lines = source.split('\n');
  return {
    ...result(
      names.map((name) => model([], [], { name, range: at(lines.indexOf(name), 0, name.length) })),
      anchors,
    ),
    errors,
  };
}

const only = (line: number) => [{ file, range: at(line, 0, 3) }];
const names = (results: readonly FileResult[]): string[][] =>
  results.map(({ models }) => models.map(({ name }) => name));

describe('results of a file', () => {
  it('give way to those of the whole file', () => {
    assert.deepEqual(names(mergeResults([measured(['one']), measured(['two'])], measured(['one', 'two']), undefined)), [
      ['one', 'two'],
    ]);
  });

  it('stay where the file no longer runs, without what was wrong before', () => {
    const merged = mergeResults([measured(['one'], [errorAt(2)])], measured([], [errorAt(1)]), undefined);
    assert.deepEqual(names(merged), [[], ['one']]);
    assert.deepEqual(
      merged.map(({ errors }) => errors.length),
      [1, 0],
    );
  });

  it('stay for the models that a probe was not about', () => {
    const whole = measured(['one', 'two'], [errorAt(0), errorAt(2)]);
    assert.deepEqual(names(mergeResults([whole], measured(['two']), only(1))), [['two'], ['one']]);
    assert.deepEqual(names(mergeResults([whole], measured([], [errorAt(1)]), only(1))), [[], ['one', 'two']]);
  });

  it('know a model that has moved, and one whose expression was written anew', () => {
    const moved = measured(['one', 'two']);
    moved.modelAnchors.edit(file, [{ range: at(0, 0, 0), text: '\n' }], `\n${text}`);
    assert.deepEqual(names(mergeResults([moved], measured(['two'], [], `\n${text}`), only(2))), [['two'], ['one']]);
    const gone = measured(['one', 'two']);
    gone.modelAnchors.replaceText(file, 'two\n');
    assert.deepEqual(names(mergeResults([gone], measured(['two'], [], 'two\n'), only(0))), [['two'], ['one']]);
  });

  it('are replaced by what the same probe finds later', () => {
    const first = measured(['two']);
    const later = { ...first, models: [...first.models, model([], [], { name: 'three', range: at(2, 0, 5) })] };
    assert.deepEqual(names(mergeResults([first, measured(['one'])], later, only(1))), [['two', 'three'], ['one']]);
  });
});

/** Applies an edit of a text's model to the text, as tests of edits want to see it. */

import assert from 'node:assert/strict';
import { applyEdits, editsCollide, mergeEdits } from '../../../../src/fixes/edits/apply-edits';
import type { TextEdit } from '../../../../src/report/finding';
import type { Location } from '../../../../src/report/position';
import { ModelText, parse, readSites } from '../../../../src/source/index';
import type { CallPlace } from '../../../../src/source/tracing/traced-files';

const head = `import * as tf from '@tensorflow/tfjs';\n`;

/** A case of a table: its name, the text before, the text after; lines are joined. */
export type Case = readonly [name: string, before: readonly string[], after: readonly string[] | undefined];

export type Edit = (
  text: ModelText,
  at: { layer: () => CallPlace; call: (part: string) => Location; file: string },
) => readonly TextEdit[] | undefined;

/**
 * The text after an edit, without the import of tfjs, which is put before it unless it has one.
 *
 * @param file its extension tells the language
 */
export function edited(lines: readonly string[], edit: Edit, file = '/w/model.ts'): string[] | undefined {
  const body = lines.join('\n');
  const before = /\btf\b.*(?:import|require)|(?:import|require).*tfjs/.test(body) ? '' : head;
  const text = before + body;
  const at = {
    file,
    layer: () => ({ file, range: readSites(parse(file, text)).layers[0].range }),
    call: (part: string) => placeOf(file, text, part),
  };
  const edits = edit(new ModelText(new Map([[file, text]])), at);
  // An editor makes and undoes them in one step, and takes none that overlap.
  assert.ok(!editsCollide(mergeEdits(edits ?? [])), 'edits overlap');
  return edits && applyEdits(text, edits).slice(before.length).split('\n');
}

/** A test for each case. */
export function table(title: string, edit: Edit, cases: readonly Case[], file?: string): void {
  describe(title, () => {
    for (const [name, before, after] of cases) {
      it(name, () => {
        assert.deepEqual(edited(before, edit, file), after);
      });
    }
  });
}

/** An empty range where `part` begins. */
function placeOf(file: string, text: string, part: string): Location {
  const before = text.slice(0, text.indexOf(part)).split('\n');
  const start = { line: before.length - 1, character: before[before.length - 1].length };
  return { file, range: { start, end: start } };
}

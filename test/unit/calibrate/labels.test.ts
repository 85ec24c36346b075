/** Tests that the calibration models hold enough examples for and against each rule, and that labels are read right. */

import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { findingCodes } from '../../../src/report/finding';
import { type Label, readLabel } from '../../calibrate/labels';
import { examplesOf } from '../../calibrate/subjects';
import { root } from '../../harness/root';

const folder = path.join(root, 'test/models');
const labels = new Map<string, Label>(
  readdirSync(folder)
    .filter((file) => file.endsWith('.ts') && file !== 'data.ts')
    .map((file) => [file, readLabel(file, readFileSync(path.join(folder, file), 'utf8'))]),
);

describe('calibration labels', () => {
  // few-steps counts the steps of the code; no number is judged there, so it has tests of its own alone.
  for (const code of findingCodes.filter((one) => one !== 'few-steps')) {
    it(`hold ${code} against three faulty models, three sound ones and two that come near`, () => {
      const count = (has: (label: Label) => boolean): number => [...labels.values()].filter(has).length;
      const faulty = count((label) => label.codes.includes(code));
      const sound = count((label) => label.not.includes(code));
      const near = count((label) => label.near.includes(code));
      assert.ok(faulty >= 3 && sound >= 3 && near >= 2, `${faulty} faulty, ${sound} sound of which ${near} near`);
    });
  }

  for (const { subject, faulty, sound, near } of examplesOf(labels)) {
    it(`hold "${subject}" against three faulty models, three sound ones and two that come near`, () => {
      assert.ok(
        faulty.length >= 3 && sound.length >= 3 && near.length >= 2,
        `faulty: ${faulty.join(', ')}; sound: ${sound.join(', ')}; near: ${near.join(', ')}`,
      );
    });
  }

  it('name the file where a label is missing or names no rule or subject', () => {
    assert.throws(() => readLabel('a.ts', 'const x = 1;'), /a\.ts: the first line must be a comment/);
    assert.throws(() => readLabel('a.ts', '// label: sadness\n'), /a\.ts: "sadness" in its label is no finding code/);
    assert.throws(() => readLabel('a.ts', '// label: healthy\n// near: joy\n'), /"joy"/);
    assert.throws(() => readLabel('a.ts', '// label: healthy [weather]\n'), /"weather" in its label is no subject/);
  });

  it('know what deserves a word and no warning', () => {
    const { kind, codes } = readLabel('a.ts', '// label: not-learning as information\n');
    assert.deepEqual([kind, codes], ['noted', ['not-learning']]);
  });

  it('tell where the cause was planted', () => {
    assert.deepEqual(
      readLabel(
        'a.ts',
        '// label: dead-units or non-finite in some seeds [dead from birth]\nconst a = 1;\nb(); // cause\n// cause\n',
      ),
      {
        text: 'dead-units or non-finite in some seeds',
        kind: 'faulty',
        subjects: ['dead from birth'],
        codes: ['dead-units', 'non-finite'],
        near: [],
        not: [],
        inSomeSeeds: true,
        causeLines: [2],
      },
    );
  });
});

/** Proves which comments disable findings, on which line, and what is wrong with the others. */

import assert from 'node:assert/strict';
import { findingCodes } from '../../../../src/report/finding';
import { disableComments, parse, readSites } from '../../../../src/source/index';

const read = (text: string, file = '/w/model.ts') => disableComments(parse(file, text));
const lines = (text: string) => read(text).comments.map(({ line }) => line);
const messages = (text: string) => read(text).errors.map(({ message }) => message);

describe('comments that disable findings', () => {
  it('name codes and a reason, for the next line or their own', () => {
    const { comments, errors } = read(
      'a();\n// gradline-disable-next-line dead-units, few-steps -- a demo -- of course\nb();\n' +
        'c(); // gradline-disable-line non-finite\n',
    );
    assert.deepEqual(errors, []);
    assert.deepEqual(
      comments.map(({ codes, reason, line }) => ({ codes, reason, line })),
      [
        { codes: ['dead-units', 'few-steps'], reason: 'a demo -- of course', line: 2 },
        { codes: ['non-finite'], reason: undefined, line: 3 },
      ],
    );
    assert.deepEqual(comments[1].range, { start: { line: 3, character: 8 }, end: { line: 3, character: 40 } });
  });

  it('disable everything where they name no code', () => {
    assert.deepEqual(read('a(); // gradline-disable-line -- a demo').comments[0].codes, findingCodes);
  });

  it('pass over blank lines and comments on their way to the next line, in any kind of comment', () => {
    assert.deepEqual(lines('// gradline-disable-next-line dead-units\n\n// Why.\n/* More. */\na();\n'), [4]);
    assert.deepEqual(lines('/*\n * gradline-disable-next-line dead-units\n * It is a demo.\n */\na();\n'), [4]);
    assert.deepEqual(lines('/* gradline-disable-next-line dead-units */ a();\nb();\n'), [1]);
    assert.deepEqual(lines('a();\n// gradline-disable-next-line'), [2]);
  });

  it('are comments, not strings or sentences that name one', () => {
    assert.deepEqual(read("const a = '// gradline-disable-line';\n// See gradline-disable-line.\n"), {
      comments: [],
      errors: [],
    });
    assert.deepEqual(lines('const a = `\n// gradline-disable-line\n`;\n'), []);
  });

  it('are faulty where they name no finding, or no kind of comment; what is right in them counts', () => {
    const text = '// gradline-disable-next-line dead-unit, few-steps\na();\n';
    assert.deepEqual(messages(text), ['Gradline has no finding dead-unit. Did you mean dead-units?']);
    assert.deepEqual(read(text).comments[0].codes, ['few-steps']);
    assert.deepEqual(lines('// gradline-disable-next-line dead-unit\na();\n'), []);
    assert.match(messages('// gradline-disable-line because it is a demo\n')[0], /Put two hyphens before a reason/);
    assert.match(messages('// gradline-disable dead-units\n')[0], /^gradline-disable is no directive\. Write/);
    assert.deepEqual(
      readSites(parse('/w/model.ts', text)).directives.errors.map(({ range }) => range.start.character),
      [30],
      'the editor shows them as the user types',
    );
  });
});

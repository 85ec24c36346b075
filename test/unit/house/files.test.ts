/** Tests the habits that every source file keeps. */

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fixKinds } from '../../../src/fixes/contract/fix-kinds';
import { findingCodes } from '../../../src/report/finding';
import { root } from '../../harness/root';
import { sourceFiles } from './sources';

/** Prettier breaks code at this width, but neither comments nor strings. */
const mostCharacters = 120;

const sources = sourceFiles(['src', 'webview', 'test']);
const lines = (text: string) => text.trimEnd().split('\n');

describe('source files', () => {
  it('begin with a comment that says their one job', () => {
    assert.deepEqual(
      sources.filter(({ text }) => !/^(\/\/ |\/\*)/.test(text)).map(({ file }) => file),
      [],
    );
  });

  it('are small', () => {
    assert.deepEqual(
      sources.filter(({ text }) => lines(text).length > 400).map(({ file }) => file),
      [],
    );
    const extension = lines(readFileSync(path.join(root, 'src/extension.ts'), 'utf8')).length;
    assert.ok(extension < 80, `src/extension.ts has ${extension} lines`);
  });

  it('have no line that runs out of the window', () => {
    const long = sources.flatMap(({ file, text }) =>
      text.split('\n').flatMap((line, index) => (line.length > mostCharacters ? [`${file}:${index + 1}`] : [])),
    );
    assert.deepEqual(long, []);
  });

  it('leave nothing for later', () => {
    // Put together, so that this file does not find itself.
    const marks = new RegExp(`\\b(${['TO' + 'DO', 'FIX' + 'ME', 'XX' + 'X'].join('|')})\\b|@ts-(ignore|nocheck)`);
    assert.deepEqual(
      sources.filter(({ text }) => marks.test(text)).map(({ file }) => file),
      [],
    );
  });

  it('name no place of a machine', function () {
    let tracked: string[];
    try {
      tracked = execFileSync('git', ['ls-files', '-z'], {
        cwd: root,
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'ignore'],
      }).split('\0');
    } catch {
      this.skip(); // not a git checkout
    }
    const texts = tracked.filter(
      (file) =>
        /\.(ts|tsx|mjs|js|json|md|css|html|yml)$/.test(file) &&
        file !== 'package-lock.json' &&
        existsSync(path.join(root, file)),
    );
    const wrong = texts.filter((file) =>
      /(^|[\s"'`(=])\/(work|root)\/[a-z]/m.test(readFileSync(path.join(root, file), 'utf8')),
    );
    assert.deepEqual(wrong, []);
  });
});

describe('documentation', () => {
  for (const code of findingCodes) {
    it(`has a page for ${code}`, () => {
      const page = path.join(root, `docs/findings/${code}.md`);
      assert.ok(existsSync(page), `docs/findings/${code}.md is missing`);
      assert.match(readFileSync(page, 'utf8'), /^# /);
    });
  }

  for (const kind of fixKinds) {
    it(`has a page for the fix ${kind}`, () => {
      const page = path.join(root, `docs/fixes/${kind}.md`);
      assert.ok(existsSync(page), `docs/fixes/${kind}.md is missing`);
      assert.match(readFileSync(page, 'utf8'), /^# /);
    });
  }

  it('names only files that exist', () => {
    const pages = ['CONTRIBUTING.md', 'README.md', 'docs/architecture.md', 'docs/verdict.md'];
    const named = pages.flatMap((page) =>
      [...readFileSync(path.join(root, page), 'utf8').matchAll(/[`(]((?:src|webview|test|docs)\/[\w./-]+)[`)]/g)].map(
        ([, file]) => ({ page, file }),
      ),
    );
    assert.ok(named.length > 40, 'few files were found in the pages');
    assert.deepEqual(
      named.filter(({ file }) => !file.includes('CODE') && !existsSync(path.join(root, file))),
      [],
    );
  });
});

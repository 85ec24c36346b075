/**
 * Tests that imports run one way, from each room to rooms below it; vscode, Node and the DOM stay where they belong.
 */

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import path from 'node:path';
import ts from 'typescript';
import { root } from '../../harness/root';
import { circlesOfFiles, circlesOfRooms } from './import-circles';
import { importsOf, sourceFiles, type Import } from './sources';

const belowPipeline = ['report', 'files', 'source', 'bundle', 'probe', 'diagnosis', 'workspace'];

/** What each room may import besides itself. */
const allowed: Readonly<Partial<Record<string, readonly string[]>>> = {
  report: [],
  files: [],
  config: ['files', 'report'],
  source: ['report'],
  bundle: ['files', 'report'],
  probe: ['report'],
  diagnosis: ['report'],
  workspace: ['source', 'files', 'report'],
  pipeline: belowPipeline,
  fixes: ['report', 'files', 'source', 'diagnosis', 'pipeline'],
  editor: [...belowPipeline, 'config', 'pipeline', 'fixes'],
  cli: [...belowPipeline, 'config', 'pipeline', 'fixes'],
  'extension.ts': [...belowPipeline, 'config', 'pipeline', 'fixes', 'editor'],
  'extension-web.ts': ['editor', 'extension.ts'],
  webview: ['files', 'report'],
};

/** What may be imported besides that, though only for its types. */
const allowedTypes: Readonly<Partial<Record<string, readonly string[]>>> = {
  editor: ['webview/protocol/messages'],
  'extension.ts': ['webview/protocol/messages'],
  webview: ['events', 'job', 'result', 'runner', 'saved-model-messages'].map((name) => `src/probe/protocol/${name}`),
};

function roomOf(file: string): string {
  const [top = '', second = ''] = file.split('/');
  if (top !== 'src') return top;
  return second.startsWith('extension') ? second.replace(/(\.ts)?$/, '.ts') : second;
}

const isOurs = (to: string) => /^(src|webview|test)\//.test(to);
const imports = sourceFiles(['src', 'webview'], /\.tsx?$/).flatMap(importsOf);
const shown = ({ from, to }: Import) => `${from} imports ${to}`;

describe('import direction', () => {
  it('knows every room', () => {
    const rooms = new Set(imports.map(({ from }) => roomOf(from)));
    assert.deepEqual(
      [...rooms].filter((room) => !(room in allowed)),
      [],
    );
    assert.ok(rooms.size >= 5, 'few rooms were found: are the folders read at all?');
  });

  it('lets each room import only the rooms below it', () => {
    const wrong = imports.filter(({ from, to, typeOnly }) => {
      const room = roomOf(from);
      if (!isOurs(to) || roomOf(to) === room || allowed[room]?.includes(roomOf(to))) return false;
      return !(typeOnly && allowedTypes[room]?.includes(to));
    });
    assert.deepEqual(wrong.map(shown), []);
  });

  it('runs in no circle of files, types included', () => {
    assert.deepEqual(circlesOfFiles(imports), []);
  });

  it('runs in no circle of rooms, sub-rooms included', () => {
    assert.deepEqual(circlesOfRooms(imports), []);
  });

  it('keeps vscode in the editor room and in the two entries of the extension', () => {
    const wrong = imports.filter(
      ({ from, to }) => to === 'vscode' && !['editor', 'extension.ts', 'extension-web.ts'].includes(roomOf(from)),
    );
    assert.deepEqual(wrong.map(shown), []);
  });

  it('keeps the modules of Node in the command line: all else runs in a browser too', () => {
    const wrong = imports.filter(({ from, to }) => isBuiltin(to) && roomOf(from) !== 'cli');
    assert.deepEqual(wrong.map(shown), []);
  });

  it('has types of the DOM in the webview alone', () => {
    const { config } = ts.parseConfigFileTextToJson(
      'tsconfig.json',
      readFileSync(path.join(root, 'tsconfig.json'), 'utf8'),
    ) as {
      config: { compilerOptions: { lib: string[] } };
    };
    assert.deepEqual(
      config.compilerOptions.lib.filter((name) => /^(dom|webworker)/i.test(name)),
      [],
    );
    const wrong = sourceFiles(['src'], /\.ts$/).filter(({ text }) => /^\/\/\/\s*<reference\s+lib=/m.test(text));
    assert.deepEqual(
      wrong.map(({ file }) => file),
      [],
    );
  });
});

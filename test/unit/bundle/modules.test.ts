/** Bundles are run for real: ES modules, CommonJS, TypeScript, tfjs in all its spellings, stand-ins and data. */

import assert from 'node:assert/strict';
import { bundleAndRun, bundleOf, fakeTf, run } from './workbench';

describe('bundled modules', function () {
  // Starting WebAssembly takes long on a busy machine.
  this.timeout(60_000);

  it('give one tfjs to namespace, default, named and required imports of every package', async () => {
    const { notes } = await bundleAndRun(
      {
        '/w/model.ts': `
          import * as tf from '@tensorflow/tfjs';
          import tfDefault, { layers } from '@tensorflow/tfjs-node-gpu';
          import { sequential } from '@tensorflow/tfjs-layers/dist/index.js';
          import core from 'https://cdn.jsdelivr.net/npm/@tensorflow/tfjs@4.22.0/+esm';
          import { csv } from '@tensorflow/tfjs-data';
          import '@tensorflow/tfjs-backend-webgl';
          import { dense } from '@tensorflow/tfjs-layers/dist/exports_layers';
          import { required } from './required';
          note([tf.sequential(), tfDefault.sequential(), layers.dense(), sequential(), core.sequential(), csv(),
            dense(), required()]);`,
        '/w/required.js':
          `const { sequential } = require('@tensorflow/tfjs-node'); module.exports.required = ` + `sequential;`,
      },
      '/w/model.ts',
    );
    const model = 'a model';
    assert.deepEqual(notes[0], [model, model, 'a dense layer', model, model, 'a data set', 'a dense layer', model]);
  });

  it('give a default import of a tfjs that calls itself an ES module', async () => {
    const bundle = await bundleOf(
      { '/w/model.js': `import tf from '@tensorflow/tfjs'; note(tf.sequential());` },
      '/w/model.js',
    );
    const { notes } = await run(bundle, { ...fakeTf, __esModule: true });
    assert.deepEqual(notes, ['a model']);
  });

  it('keep stand-ins live for named, default, namespace, required and dynamic imports', async () => {
    const texts = {
      '/w/model.ts': `
        import vis, { show } from '@tensorflow/tfjs-vis';
        import * as fs from 'node:fs';
        import './style.css';
        import picture from './digit.png';
        const lodash = require('lodash');
        const late = await import('./table.' + ['parquet'][0]);
        note([typeof vis.render.linechart, typeof show.history('x'), typeof fs.readFileSync, picture.name,
          typeof lodash(1).chain, typeof late.rows]);`,
      '/w/style.css': '',
      '/w/digit.png': '',
    };
    const bundle = await bundleOf(texts, '/w/model.ts');
    const { notes, stoodIn } = await run(bundle);
    assert.deepEqual(notes[0], ['function', 'function', 'function', './digit.png.default', 'function', 'function']);
    assert.deepEqual(bundle.standIns, ['@tensorflow/tfjs-vis', 'node:fs', './style.css', './digit.png', 'lodash']);
    assert.ok(stoodIn.includes('./table.parquet'), stoodIn.join());
  });

  it('let stand-ins be constructed and extended, required or imported', async () => {
    const { notes } = await bundleAndRun(
      {
        '/w/a.js': `import { Emitter } from 'events'; import Chart from 'chart'; import './b';
          class Own extends Emitter { fire() { return 'own'; } }
          note([new Own().fire(), typeof new Chart(1).draw, typeof new Emitter().on]);`,
        '/w/b.js': `const Image = require('image'); class Own extends Image { fire() { return 'own'; } }
          note([new Own().fire(), typeof new Image(2).resize(3).data, +Image.width]);`,
      },
      '/w/a.js',
    );
    assert.deepEqual(notes, [
      ['own', 'function', 8],
      ['own', 'function', 'function'],
    ]);
  });

  it('load JSON as data', async () => {
    const { notes } = await bundleAndRun(
      {
        '/w/a.js': `import rows, { units } from './data.json'; note([rows.units, units, require('./data').units]);`,
        '/w/data.json': '{"units": 12}',
      },
      '/w/a.js',
    );
    assert.deepEqual(notes[0], [12, 12, 12]);
  });

  it('register the bindings of ES modules, exported or not, even where the module throws', async () => {
    const bundle = await bundleOf(
      { '/w/a.ts': `const createModel = () => 'made'; class Net { }; throw new Error('no data here');` },
      '/w/a.ts',
      ['createModel', 'Net'],
    );
    const { entries, thrown } = await run(bundle);
    assert.match(String(thrown), /no data here/);
    const thunks = entries.get('/w/a.ts');
    assert.equal((thunks?.createModel() as () => string)(), 'made');
    assert.equal((thunks?.Net() as { name: string }).name, 'Net');
  });

  it('register the bindings of CommonJS modules, which stay CommonJS', async () => {
    const { entries, notes } = await bundleAndRun(
      {
        '/w/a.js': `const tf = require('@tensorflow/tfjs'); function build() { return tf.sequential(); }
          exports.early = this === exports; module.exports.build = build; note(require('./b')(2)); note(__filename);
            note(__dirname);`,
        '/w/b.js': `module.exports = function twice(x) { return 2 * x; };`,
      },
      '/w/a.js',
      ['build', 'module.exports'],
    );
    assert.deepEqual(notes, [4, '/w/a.js', '/w']);
    const thunks = entries.get('/w/a.js');
    assert.equal((thunks?.build() as () => string)(), 'a model');
    assert.equal((thunks?.['module.exports']() as { early: boolean }).early, true);
    assert.ok(entries.has('/w/b.js'));
  });

  it('register an anonymous default export', async () => {
    const { entries } = await bundleAndRun({ '/w/a.ts': `export default function () { return 'made'; }` }, '/w/a.ts', [
      'default',
    ]);
    assert.equal((entries.get('/w/a.ts')?.default() as () => string)(), 'made');
  });

  it('keep the names of bindings and classes that two files share', async () => {
    const { entries, notes } = await bundleAndRun(
      { '/w/a.ts': `import './b'; class Scale {} note(Scale.name);`, '/w/b.ts': `class Scale {} note(Scale.name);` },
      '/w/a.ts',
      ['Scale'],
    );
    assert.deepEqual(notes, ['Scale', 'Scale']);
    assert.ok(entries.get('/w/a.ts')?.Scale());
  });

  it('run as the main program: the probed file only, CommonJS and ES module alike', async () => {
    const guard = (name: string): string => `if (require.main === module) note('main of ${name}');`;
    const commonJs = await bundleAndRun(
      { '/w/a.js': `require('./b'); ${guard('a')}`, '/w/b.js': guard('b') },
      '/w/a.js',
    );
    assert.deepEqual(commonJs.notes, ['main of a']);
    const typed = await bundleAndRun(
      {
        '/w/a.ts': `import { b } from './b'; export const a = b; ${guard('a')}`,
        '/w/b.ts': `import { c } from './c'; export const b = c; ${guard('b')}`,
        '/w/c.ts': `import * as tf from '@tensorflow/tfjs'; ${guard('c')} exports.c = typeof tf;`,
      },
      '/w/a.ts',
    );
    assert.deepEqual(typed.notes, ['main of a']);
  });

  it('survive what only Node or other bundlers know', async () => {
    const { notes } = await bundleAndRun(
      {
        '/w/a.ts': `import { createRequire } from 'module';
          const require = createRequire(import.meta.url);
          if (module.hot) module.hot.accept();
          note([import.meta.url, import.meta.env.MODE, import.meta.dirname, typeof global, typeof require('x')]);
          export const at = new URL('./weights.bin', import.meta.url).href; note(at);`,
        '/w/b.js': '',
      },
      '/w/a.ts',
    );
    assert.deepEqual(notes, [['file:///w/a.ts', undefined, '/w', 'object', 'function'], 'file:///w/weights.bin']);
    const { stoodIn } = await bundleAndRun(
      {
        '/w/a.js': `const name = './data' + 1; require(name); require('./data/' + name); note(require.resolve('./b'));`,
      },
      '/w/a.js',
    );
    assert.deepEqual(stoodIn, ['./data1', './data/./data1']);
  });

  it('keep top-level await, circular imports, enums, decorators and JSX working', async () => {
    const { notes } = await bundleAndRun(
      {
        '/w/tsconfig.json': '{ "compilerOptions": { "experimentalDecorators": true } }',
        '/w/a.tsx': `import { fromB } from './b'; export const fromA = () => 'a'; enum Kind { dense = 3 }
          function mark(target: object, key: string) { note('decorated ' + key); }
          class Net { @mark build() { return <div/>; } }
          note(await Promise.resolve(fromB() + Kind.dense + typeof new Net().build()));`,
        '/w/b.ts': `import { fromA } from './a'; export const fromB = () => fromA() + 'b';`,
      },
      '/w/a.tsx',
    );
    assert.deepEqual(notes, ['decorated build', 'ab3function']);
  });

  it('do not ask for what only types are imported from', async () => {
    const { notes } = await bundleAndRun(
      {
        '/w/a.ts': `import type { A } from './nowhere'; import { B } from './also-nowhere';
          import { C } from './types'; export * from './types';
          export const x: A | B | C = 1; note(x);`,
        '/w/types.d.ts': 'export interface C {}',
      },
      '/w/a.ts',
    );
    assert.deepEqual(notes, [1]);
  });

  it('give undefined for what an imported file fails to import', async () => {
    const { notes } = await bundleAndRun(
      {
        '/w/a.js': `import { b } from './b'; note(b);`,
        '/w/b.js': `import { gone } from './c'; export const b = typeof gone;`,
        '/w/c.js': 'export const c = 1;',
      },
      '/w/a.js',
    );
    assert.deepEqual(notes, ['undefined']);
  });
});

/** Names that modules reserve get others in scripts, and keep those of members, so that what is built is a module. */

import assert from 'node:assert/strict';
import ts from 'typescript';
import { mergeInsertions, parse } from '../../../../src/source/index';
import { strictNameInsertions } from '../../../../src/source/rewrites/strict-names';

function rewritten(text: string): string {
  const insertions = mergeInsertions([], strictNameInsertions(parse('/w/a.js', text)));
  return [...insertions]
    .reverse()
    .reduce((all, one) => all.slice(0, one.offset) + one.text + all.slice(one.offset), text);
}

function isValidModule(text: string): boolean {
  const { diagnostics } = ts.transpileModule(`${text}\nexport {};`, {
    fileName: 'a.js',
    reportDiagnostics: true,
    compilerOptions: { target: ts.ScriptTarget.ESNext, allowJs: true, alwaysStrict: true },
  });
  return diagnostics?.length === 0;
}

describe('names that modules reserve', () => {
  it('get another name where a script declares and uses them', () => {
    const text = 'const eval = model.evaluate(xs, ys); console.log(eval[0], { eval });';
    assert.equal(rewritten(text), 'const eval$ = model.evaluate(xs, ys); console.log(eval$[0], { eval:eval$ });');
  });

  it('keep the names of members, also where an object is taken apart', () => {
    const text = [
      "const package = require('./package.json'), { public, static: hidden, private = 3 } = package.interface;",
      'function build(yield, ...let) { return { package: yield.package, private() { return let; } }; }',
      'console.log(public + private, hidden, build);',
    ].join('\n');
    const result = rewritten(text);
    assert.equal(
      result,
      [
        "const package$ = require('./package.json'), { public:public$, static: hidden, private:private$ = 3 } = " +
          'package$.interface;',
        'function build(yield$, ...let$) { return { package: yield$.package, private() { return let$; } }; }',
        'console.log(public$ + private$, hidden, build);',
      ].join('\n'),
    );
    assert.ok(isValidModule(result));
  });

  it('stay as they are where nothing declares them, and in modules', () => {
    const global = 'const f = (x) => eval(x) + arguments.length;';
    assert.equal(rewritten(global), global);
    const module = "import * as tf from '@tensorflow/tfjs'; const eval = tf.zeros([1]);";
    assert.equal(rewritten(module), module);
  });
});

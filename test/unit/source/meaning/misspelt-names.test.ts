/** Tests which undeclared names count as slips of the pen, and which may be names that other code declares. */

import assert from 'node:assert/strict';
import { misspeltNames, parse } from '../../../../src/source/index';

const isModule = "import * as tf from '@tensorflow/tfjs';\n";
const misspelt = (text: string): Readonly<Record<string, string>> => misspeltNames(parse('/w/a.js', text));

describe('misspelt names', () => {
  it('are a letter, a swap or capitals away from a name that can be used there', () => {
    assert.deepEqual(
      misspelt(`${isModule}const learningRate = 1, epochs = 3;
        function train(model) { modle.fit(); moddel.fit(); note(learnigRate, learningrate, epocs); }
        const noise = { note }; function note() {}`),
      {
        modle: 'model',
        moddel: 'model',
        learnigRate: 'learningRate',
        learningrate: 'learningRate',
        epocs: 'epochs',
      },
    );
  });

  it('are none that are numbered, plural, short, a class, a global, assigned, or of another function', () => {
    assert.deepEqual(
      misspelt(`${isModule}const data1 = 1, layers = [], xs = 2, chart = new Chart(), consol = 3, count = 0;
        data2; layer; xt; console.log(consol); coun = 5; coun;
        function one() { const hidden = 1; } function two() { return hiddn; }`),
      {},
    );
  });

  it('are none in a script of a page, whose other scripts may declare them', () => {
    assert.deepEqual(misspelt('const model = tf.sequential(); modle.add(1);'), {});
  });
});

/** Components give their scripts, at their places; everything else of them is blank. */

import assert from 'node:assert/strict';
import { parse, readSites } from '../../../../src/source/index';
import { scriptsOf } from '../../../../src/source/text/script-blocks';

const vue = `<template>
  <p v-if="a > b">tf.sequential() ☕</p>
</template>
<!-- <script>tf.sequential();</script> -->
<script type="application/json">{"tf": 1}</script>
<script setup lang="ts" generic="T extends Record<string, number>">
import * as tf from '@tensorflow/tfjs';
const model = tf.sequential({ layers: [tf.layers.dense({ units: 1 })] }); // 1 < 2
</script>\r
<style>p > b { color: red }</style>
`;

describe('scripts of components', () => {
  it('stay where they are', () => {
    const scripts = scriptsOf('/w/a.vue', vue);
    assert.equal(scripts.length, vue.length);
    assert.deepEqual(
      scripts.split('\n').map((line) => line.length),
      vue.split('\n').map((line) => line.length),
    );
    assert.equal(
      scripts.trim(),
      `import * as tf from '@tensorflow/tfjs';
const model = tf.sequential({ layers: [tf.layers.dense({ units: 1 })] }); // 1 < 2`,
    );
    assert.equal(scriptsOf('/w/a.vue', scripts), scripts);
  });

  it('are read for layers and models', () => {
    const { models, layers, broken } = readSites(parse('/w/a.vue', vue));
    assert.deepEqual(
      [models, layers].map((sites) => sites.map(({ range }) => [range.start.line, range.start.character])),
      [[[7, 14]], [[7, 39]]],
    );
    assert.equal(broken, false);
  });

  it('may be several, or none', () => {
    assert.equal(
      scriptsOf('/w/a.svelte', '<script context="module">let a;</script><script>let b;</script>')
        .trim()
        .replace(/ +/g, ' '),
      'let a; let b;',
    );
    assert.equal(scriptsOf('/w/a.svelte', '<h1>tf.sequential()</h1>').trim(), '');
  });

  it('stand in pages too', () => {
    const page = '<!DOCTYPE html>\n<script src="tf.js"></script>\n<SCRIPT>let net;</SCRIPT><p>tf</p>';
    assert.deepEqual(scriptsOf('/w/a.html', page).split('\n').slice(2), [`        let net;${' '.repeat(18)}`]);
    assert.equal(scriptsOf('/w/A.HTM', page).trim(), 'let net;');
  });

  it('are no matter of other files', () => {
    assert.equal(scriptsOf('/w/a.ts', '<any>x'), '<any>x');
  });
});

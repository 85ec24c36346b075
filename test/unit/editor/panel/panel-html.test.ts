/** Proves that the panel's page lets nothing load but its own files. */

import assert from 'node:assert/strict';
import { panelHtml } from '../../../../src/editor/panel/panel-html';

const files = {
  script: 'https://x/panel.js',
  style: 'https://x/panel.css',
  probe: 'https://x/probe.js?a="b"&c',
  wasm: 'https://x/simd.wasm',
};

describe('the page of the panel', () => {
  const html = panelHtml(files, 'https://csp.example');

  it('has a policy that starts from nothing', () => {
    const policy = /Content-Security-Policy" content="([^"]+)"/.exec(html)?.[1];
    const rules = (policy ?? '').split('; ');
    assert.equal(rules[0], "default-src 'none'");
    assert.match(rules[1], /^script-src 'nonce-[0-9a-f]{32}' blob: 'wasm-unsafe-eval'$/);
    assert.deepEqual(rules.slice(2, 4), ['worker-src blob:', 'connect-src https://csp.example blob:']);
    assert.doesNotMatch(html, /unsafe-inline|'unsafe-eval'/);
  });

  it('has another nonce each time, the same for policy and script', () => {
    const nonces = [html, panelHtml(files, '')].map((page) =>
      [...page.matchAll(/nonce[-=]"?([0-9a-f]{32})/g)].map(([, nonce]) => nonce),
    );
    assert.equal(nonces[0].length, 2);
    assert.equal(nonces[0][0], nonces[0][1]);
    assert.notEqual(nonces[0][0], nonces[1][0]);
  });

  it('quotes what goes into attributes', () => {
    assert.match(html, /data-probe="https:\/\/x\/probe\.js\?a=&quot;b&quot;&amp;c"/);
  });
});

/** Tests when VS Code is asked for new lenses. */

import assert from 'node:assert/strict';
import { mock } from 'node:test';
import { LensRefresh } from '../../../../src/editor/lenses/lens-refresh';

describe('lens refresh', () => {
  let requests = 0;
  let refresh: LensRefresh;
  beforeEach(() => {
    mock.timers.enable({ apis: ['setTimeout', 'Date'] });
    requests = 0;
    refresh = new LensRefresh(() => {
      requests++;
    });
  });
  afterEach(() => {
    refresh.dispose();
    mock.timers.reset();
  });

  it('asks at once for what is final', () => {
    refresh.now();
    refresh.now();
    assert.equal(requests, 2);
  });

  it(
    'asks once for changes that follow each other, and again when VS Code has drawn them or has not for too ' + 'long',
    () => {
      refresh.soon();
      refresh.soon();
      assert.equal(requests, 1);
      refresh.noteDrawn();
      refresh.soon();
      assert.equal(requests, 2);
      mock.timers.tick(2000);
      refresh.soon();
      assert.equal(requests, 3);
    },
  );

  it('keeps one request pending during a probe, one for all lenses of a request, and not for ever', () => {
    refresh.startKeepingPending();
    refresh.now();
    for (let lens = 0; lens < 10; lens++) refresh.noteResolved();
    assert.equal(requests, 1);
    mock.timers.tick(100);
    assert.equal(requests, 2);
    refresh.noteResolved();
    refresh.stopKeepingPending();
    mock.timers.tick(100);
    assert.equal(requests, 2);
    refresh.startKeepingPending();
    mock.timers.tick(60_000);
    refresh.noteResolved();
    mock.timers.tick(100);
    assert.equal(requests, 2);
  });
});

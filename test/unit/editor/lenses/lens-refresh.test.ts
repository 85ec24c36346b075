/** Proves when VS Code is told that lenses have changed. */

import assert from 'node:assert/strict';
import { mock } from 'node:test';
import { LensRefresh } from '../../../../src/editor/lenses/lens-refresh';

describe('refreshing lenses', () => {
  let told = 0;
  let refresh: LensRefresh;
  beforeEach(() => {
    mock.timers.enable({ apis: ['setTimeout', 'Date'] });
    told = 0;
    refresh = new LensRefresh(() => {
      told++;
    });
  });
  afterEach(() => {
    refresh.dispose();
    mock.timers.reset();
  });

  it('tells at once of what is final', () => {
    refresh.now();
    refresh.now();
    assert.equal(told, 2);
  });

  it('tells once of what VS Code is about to show anyway, and again when it has shown it or forgets to', () => {
    refresh.soon();
    refresh.soon();
    assert.equal(told, 1);
    refresh.given();
    refresh.soon();
    assert.equal(told, 2);
    mock.timers.tick(2000);
    refresh.soon();
    assert.equal(told, 3);
  });

  it('keeps VS Code about to show lenses while numbers are going to come, once for all that are shown together, and not for ever', () => {
    refresh.startAhead();
    refresh.now();
    for (let lens = 0; lens < 10; lens++) refresh.givenAhead();
    assert.equal(told, 1);
    mock.timers.tick(100);
    assert.equal(told, 2);
    refresh.givenAhead();
    refresh.stopAhead();
    mock.timers.tick(100);
    assert.equal(told, 2);
    refresh.startAhead();
    mock.timers.tick(60_000);
    refresh.givenAhead();
    mock.timers.tick(100);
    assert.equal(told, 2);
  });
});

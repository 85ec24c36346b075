/** Proves that the panel gets its models once, and again when they change or its page is a new one. */

import assert from 'node:assert/strict';
import { StateMessages } from '../../../../src/editor/panel/state-messages';
import { layer, model } from '../reports';
import type { PanelState } from '../../../../webview/protocol/messages';

const first = model([layer('dense', 1, 1, 1)]);
const second = model([layer('dense', 2, 1, 1)]);
const state = (models: PanelState['models'], text = ''): PanelState => ({
  models,
  errors: [],
  stale: [],
  marked: [],
  running: { file: '/w/model.ts', text, fraction: 0 },
});

describe('the messages that show the state of the panel', () => {
  it('leave out the models that the page has', () => {
    const messages = new StateMessages();
    assert.deepEqual(messages.next(state([first, second])), { type: 'state', state: state([first, second]) });
    const { models, ...others } = state([first, second], 'step 2');
    assert.equal(models.length, 2);
    assert.deepEqual(messages.next(state([first, second], 'step 2')), { type: 'same-models', state: others });
  });

  it('name all models where one is new, one is gone, or the page is', () => {
    const messages = new StateMessages();
    messages.next(state([first]));
    for (const models of [[second], [second, first], [second], []])
      assert.deepEqual(messages.next(state(models)), { type: 'state', state: state(models) });
    assert.equal(messages.next(state([])).type, 'same-models');
    messages.forget();
    assert.equal(messages.next(state([])).type, 'state');
  });
});

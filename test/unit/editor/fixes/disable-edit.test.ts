/** Proves what the quick fix writes that disables a finding on its line. */

import assert from 'node:assert/strict';
import { disableEdit } from '../../../../src/editor/fixes/disable-edit';

describe('the comment that disables a finding', () => {
  it('stands over the line, indented as the line is', () => {
    assert.deepEqual(disableEdit(['a();', '  b();'], 1, 'dead-units'), {
      line: 1,
      character: 0,
      text: '  // gradline-disable-next-line dead-units\n',
    });
    assert.equal(disableEdit(['a();'], 0, 'dead-units').line, 0);
  });

  it('gets one more code where it stands there already, before its reason', () => {
    const comment = '  // gradline-disable-next-line few-steps';
    for (const end of ['', ' -- a demo'])
      assert.deepEqual(disableEdit([comment + end, '  b();'], 1, 'dead-units'), {
        line: 0,
        character: comment.length,
        text: ', dead-units',
      });
  });

  it('is a new one where the comment above disables everything, or another line', () => {
    for (const above of ['// gradline-disable-next-line -- a demo', '// gradline-disable-line few-steps'])
      assert.equal(disableEdit([above, 'b();'], 1, 'dead-units').line, 1);
  });
});

/** Stand-ins answer everything and change nothing. */

import assert from 'node:assert/strict';

import { isStandIn, listStandIn, standIn } from '../../../../src/probe/sandbox/stand-in';

type Anything = Record<string, never> & ((...values: unknown[]) => Anything) & (new (...values: unknown[]) => Anything);

describe('probe: stand-ins', () => {
  const fs = standIn('fs') as Anything;

  it('can be read, called, constructed and set', () => {
    assert.ok(isStandIn(fs.promises));
    assert.ok(isStandIn(fs()));
    assert.ok(isStandIn(new fs()));
    (fs as Record<string, unknown>).flag = 7;
    assert.equal(fs.flag, 7);
    assert.equal(fs.other, fs.other, 'the same property is the same object');
  });

  it("is 8 as a number, empty as a list, no promise, nobody's class", async () => {
    assert.equal(Number(fs), 8);
    assert.equal('v'.concat(fs as unknown as string), 'v8');
    assert.deepEqual([...(fs as unknown as Iterable<unknown>)], []);
    assert.equal(await (fs as unknown), fs);
    assert.equal({} instanceof fs, false);
    assert.equal(JSON.stringify({ fs }), '{}');
    assert.ok(!isStandIn({}) && !isStandIn(null) && !isStandIn('fs'));
  });

  it('is a list of lists where the code wants one', () => {
    const rows = listStandIn('rows') as unknown as Anything & Anything[];
    assert.ok(Array.isArray(rows) && Array.isArray(rows[0]) && !Array.isArray(rows[0][0]));
    assert.ok(isStandIn(rows) && isStandIn(rows[0]) && isStandIn(rows.map((row) => row)));
    assert.deepEqual([...rows], []);
    assert.equal(Number(rows[1][2]), 8);
    assert.equal(JSON.stringify({ rows }), '{"rows":[]}');
  });

  it('can be extended by a class that keeps its own methods', () => {
    const Base = fs.Base as unknown as new () => object;
    class Store extends Base {
      size(): number {
        return 3;
      }
    }
    const store = new Store() as Store & { readonly emit?: unknown; readonly model?: unknown };
    assert.equal(store.size(), 3);
    assert.ok(isStandIn(store.emit), 'what event emitters have');
    assert.equal(store.model, undefined, 'a field that the class itself has not set');
  });
});

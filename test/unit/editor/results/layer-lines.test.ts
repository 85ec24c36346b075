/** Proves which measured layers belong to which line, and that results neither add nor remove lines. */

import assert from 'node:assert/strict';
import { Anchors } from '../../../../src/editor/results/anchors';
import { findingsOf, layerLines, layersOfSite, siteAt } from '../../../../src/editor/results/layer-lines';
import type { FileResult } from '../../../../src/editor/results/file-result';
import { splitLines } from '../../../../src/editor/host/text-tracking';
import type { ModelReport } from '../../../../src/report/report';
import type { LayerSite, SourceSites } from '../../../../src/source/sites/sites';
import { at, file, finding, layer, model, result } from '../reports';

const text = 'model\ndense(1) dense(2)\ndense(3)\n';
const site = (line: number, from: number, to: number): LayerSite => ({
  range: at(line, from, to),
  calleeRange: at(line, from, from + 5),
  kind: 'dense',
});
const sites: SourceSites = {
  layers: [site(2, 0, 8), site(1, 0, 8), site(1, 9, 17)],
  models: [],
  entries: [],
  directives: { data: [], errors: [], written: [] },
  broken: false,
  isPageScript: false,
};

function measuredNow(models: readonly ModelReport[]): FileResult {
  const measured = new Anchors();
  measured.note(file, text);
  return result(models, measured);
}

const lines = (results: readonly FileResult[]) => layerLines(file, sites, splitLines(text), results);

describe('layer lines', () => {
  const probed = measuredNow([
    model(
      [
        layer('one', 1, 1, 1, { range: at(1, 0, 8) }),
        layer('two', 1, 2, 1, { range: at(1, 9, 17) }),
        layer('elsewhere', 2, 3, 1, { file: '/w/helper.ts' }),
      ],
      [finding(1, [1])],
    ),
  ]);

  it('are the same before and after', () => {
    assert.deepEqual(
      lines([]).map(({ line }) => line),
      [1, 2],
    );
    assert.deepEqual(
      lines([probed]).map(({ line }) => line),
      [1, 2],
    );
  });

  it('have the layers of this file only', () => {
    const [first, second] = lines([probed]);
    assert.deepEqual(
      first.layers.map(({ layer: { name } }) => name),
      ['one', 'two'],
    );
    assert.deepEqual(second.layers, []);
  });

  it('tell the calls of one line apart', () => {
    const [first] = lines([probed]);
    const names = (index: number): string[] =>
      layersOfSite(first, first.sites[index]).map(({ layer: { name } }) => name);
    assert.deepEqual([names(0), names(1)], [['one'], ['two']]);
    assert.deepEqual(siteAt(sites.layers, { line: 1, character: 11 })?.range, at(1, 9, 17));
    assert.equal(siteAt(sites.layers, { line: 0, character: 2 }), undefined);
  });

  it('take the inner call of two', () => {
    const outer: LayerSite = { range: at(5, 0, 40), calleeRange: at(5, 0, 4), kind: 'bidirectional' };
    const inner = site(5, 10, 30);
    assert.equal(siteAt([inner, outer], { line: 5, character: 12 }), inner);
    assert.equal(siteAt([outer, inner], { line: 5, character: 12 }), inner);
    assert.equal(siteAt([outer, inner], { line: 5, character: 2 }), outer);
  });

  it('know what was found about each layer', () => {
    const [first] = lines([probed]);
    assert.deepEqual(
      first.layers.map((probedLayer) => findingsOf(probedLayer).length),
      [0, 1],
    );
  });

  it('speak for every file that was probed through them', () => {
    const other = measuredNow([model([layer('again', 1, 5, 1, { range: at(1, 0, 8) })])]);
    assert.equal(lines([probed, other])[0].layers.length, 3);
  });
});

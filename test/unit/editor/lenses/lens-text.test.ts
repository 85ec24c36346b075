/** Proves what lenses of layers say during a probe. */

import assert from 'node:assert/strict';
import { Anchors } from '../../../../src/editor/results/anchors';
import type { LayerLine } from '../../../../src/editor/results/layer-lines';
import { firstStepsText, layerLensText } from '../../../../src/editor/lenses/lens-text';
import { at, layer, model, result } from '../reports';

describe('the lens of a layer', () => {
  const measured = layer('one', 1, 0.021, 1, { outputGradient: { l2: [[0.021]] } });
  const report = model([measured]);
  const line: LayerLine = {
    line: 1,
    range: at(1),
    sites: [],
    layers: [{ result: result([report], new Anchors()), model: report, modelIndex: 0, layer: measured, layerIndex: 0 }],
    isStale: false,
  };

  it('gives the gradient of the first steps, and no verdict on it', () => {
    const { text, tooltip } = firstStepsText(line);
    assert.equal(text, '∇ 2.1e-2 · first steps');
    assert.equal(
      tooltip,
      'The probe is under way; its verdict follows.\n∇ is the gradient (L2 norm) that arrives at the output of ' +
        'this layer in the first step.',
    );
    assert.match(layerLensText(line, true).tooltip, /^Healthy/);
  });
});

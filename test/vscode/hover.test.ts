/** Proves what the hover over a layer says. */

import assert from 'node:assert/strict';
import { find, hoverAt, openNew, probe, reset, vanishing } from './support';

describe('the hover of a layer', () => {
  let text = '';

  before(async () => {
    const { document } = await openNew(vanishing);
    assert.equal(await hoverAt(document.uri, find(document, 'dense')), '', 'nothing was measured yet');
    await probe(document.uri);
    text = await hoverAt(document.uri, find(document, 'dense'));
  });
  after(reset);

  it('gives the verdict and the numbers', () => {
    assert.match(text, /vanish|dies|gradient/i);
    for (const row of [
      'Gradient here',
      'Gradient at the model’s output',
      'Gradient of',
      'Update ratio of',
      'Units that are always zero',
      'Saturated outputs',
    ]) {
      assert.match(text, new RegExp(`\\| ${row}[^|]*\\|[^|]*\\| [^|]+ \\|`), row);
    }
  });

  it('draws the depth profile with this layer marked', () => {
    const picture = /!\[[^\]]+\]\(data:image\/svg\+xml;base64,([^)]+)\)/.exec(text);
    assert.ok(picture);
    const svg = atob(picture[1]);
    assert.equal(svg.match(/r="1.8"/g)?.length, 12, 'a dot a layer');
    assert.equal(svg.match(/r="4.5"/g)?.length, 1, 'one ring');
  });

  it('draws the chain from the loss back, with the factors of this network', () => {
    assert.match(text, /Chain rule/);
    const described = String.raw`!\[[^\]]*at the loss,((?: ×0\.\d+ dense_Dense\d+,){11}) leaves [^\]]*\]`;
    const picture = new RegExp(`${described}\\(data:image/svg\\+xml;base64,([^)]+)\\)`).exec(text);
    assert.ok(picture, text);
    assert.equal(atob(picture[2]).match(/<rect/g)?.length, 11, 'a bar a layer on the way');
  });

  it('links to run again and to the panel, and to nothing else', () => {
    const commands = [...text.matchAll(/\(command:([\w.]+)/g)].map(([, command]) => command);
    assert.deepEqual(commands, ['gradline.probe', 'gradline.showPanel']);
  });
});

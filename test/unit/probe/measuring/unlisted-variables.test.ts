/** Which variables a layer of user code reads that a compiled model does not have among its weights. */

import assert from 'node:assert/strict';
import { layerOf, probeOne } from '../run';

/** @param build the body of the layer's `build`, in which `k` is to be set; `read` gives its tensor in `call` */
async function unlisted(build: string, read = 'this.k'): Promise<readonly number[] | undefined> {
  const model = await probeOne(
    `{
      class Own extends tf.layers.Layer {
        static className = 'Own';
        build(shape) { ${build}; super.build(shape); }
        computeOutputShape([batch]) { return [batch, 2]; }
        call(x) { return (Array.isArray(x) ? x[0] : x).matMul(${read}); }
      }
      const model = tf.sequential();
      model.add(tf.layers.dense({ units: 3, inputShape: [3] }));
      model.add(new Own({}));
      model.add(tf.layers.dense({ units: 1 }));
      model.compile({ optimizer: 'sgd', loss: 'meanSquaredError' });
      await model.fit(tf.ones([8, 3]), tf.ones([8, 1]), { epochs: 3 });
    }`,
    { steps: 3 },
  );
  return layerOf(model, 'Own').unlistedVariable?.shape;
}

describe('variables of a layer that a compiled model does not know', () => {
  it('are those of tf.variable, and none of addWeight, of another layer, or that are to stay as they are', async () => {
    assert.deepEqual(await unlisted('this.k = tf.variable(tf.ones([3, 2]))'), [3, 2]);
    const added = "this.k = this.addWeight('k', [3, 2], 'float32', tf.initializers.ones())";
    assert.equal(await unlisted(added, 'this.k.read()'), undefined);
    assert.equal(await unlisted('this.k = tf.variable(tf.ones([3, 2]), false)'), undefined);
    assert.equal(await unlisted('', 'model.layers[0].weights[0].read().slice([0, 0], [3, 2])'), undefined);
  });
});

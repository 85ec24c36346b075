/** Mends kernels of tfjs's cpu backend whose numbers are wrong, so that a probe on cpu judges the same gradients as one on wasm. */

import * as tf from '../tf';
import type { CpuBackend } from './cpu-hand-over';
import type { Inputs } from './kernel';

let mended = false;

/**
 * ResizeNearestNeighborGrad (the gradient of UpSampling2D) finds the images of a batch after the first at the wrong place in dy: it counts
 * in sizes of the input. It is right for one image, so that it is run once for each.
 */
export function mendCpu(): void {
  if (mended) return;
  mended = true;
  const name = tf.ResizeNearestNeighborGrad;
  const { kernelFunc } = tf.getKernel(name, 'cpu');
  tf.unregisterKernel(name, 'cpu');
  tf.registerKernel({
    kernelName: name,
    backendName: 'cpu',
    kernelFunc: ({ inputs, backend, attrs }) => {
      const { images, dy } = inputs as Inputs;
      const cpu = backend as unknown as CpuBackend;
      const parts = [images, dy].map(({ dataId, shape }) => ({ values: cpu.readSync(dataId) as Float32Array, shape: [1, ...shape.slice(1)] }));
      const dx: number[] = [];
      for (let image = 0; image < images.shape[0]; image++) {
        const [one, oneDy] = parts.map(({ values, shape }) => {
          const size = tf.util.sizeFromShape(shape);
          return cpu.makeTensorInfo(shape, 'float32', values.slice(image * size, (image + 1) * size));
        });
        const out = kernelFunc({ inputs: { images: one, dy: oneDy }, backend, attrs }) as tf.TensorInfo;
        for (const value of cpu.readSync(out.dataId) as Float32Array) dx.push(value);
        for (const info of [one, oneDy, out]) cpu.disposeIntermediateTensorInfo(info);
      }
      return cpu.makeTensorInfo(images.shape, 'float32', Float32Array.from(dx));
    },
  });
}

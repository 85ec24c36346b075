/** Mends kernels of tfjs's cpu backend whose numbers are wrong, so that cpu and wasm give the same gradients. */

import * as tf from '../../tfjs/tf';
import type { CpuBackend } from './cpu-hand-over';
import type { KernelInputs } from './kernel';

let mended = false;

/** Replaces the kernels for 'cpu'; calling it again does nothing. */
export function mendCpu(): void {
  if (mended) return;
  mended = true;
  wrap(tf.ResizeNearestNeighborGrad, imageByImage);
  wrap(tf.ResizeBilinearGrad, inShapeOfImages);
}

type Kernel = (cpu: CpuBackend, inputs: KernelInputs, run: (inputs: KernelInputs) => tf.TensorInfo) => tf.TensorInfo;

function wrap(name: string, kernel: Kernel): void {
  const { kernelFunc } = tf.getKernel(name, 'cpu');
  tf.unregisterKernel(name, 'cpu');
  tf.registerKernel({
    kernelName: name,
    backendName: 'cpu',
    kernelFunc: ({ inputs, backend, attrs }) =>
      kernel(
        backend as unknown as CpuBackend,
        inputs as KernelInputs,
        (given) => kernelFunc({ inputs: given, backend, attrs }) as tf.TensorInfo,
      ),
  });
}

/**
 * ResizeNearestNeighborGrad, the gradient of UpSampling2D, looks for every image but the first at the wrong place in
 * dy, because it counts in sizes of the input. It is right for one image, so this runs it once for each.
 */
const imageByImage: Kernel = (cpu, { images, dy }, run) => {
  const whole = [images, dy].map(({ dataId, shape }) => ({
    values: cpu.readSync(dataId) as Float32Array,
    shape: [1, ...shape.slice(1)],
  }));
  const dx: number[] = [];
  for (let image = 0; image < images.shape[0]; image++) {
    const [one, oneDy] = whole.map(({ values, shape }) => {
      const size = tf.util.sizeFromShape(shape);
      return cpu.makeTensorInfo(shape, 'float32', values.slice(image * size, (image + 1) * size));
    });
    const out = run({ images: one, dy: oneDy });
    for (const value of cpu.readSync(out.dataId) as Float32Array) dx.push(value);
    for (const info of [one, oneDy, out]) cpu.disposeIntermediateTensorInfo(info);
  }
  return cpu.makeTensorInfo(images.shape, 'float32', Float32Array.from(dx));
};

/**
 * ResizeBilinearGrad gives its result a shape with height and width swapped, which tfjs refuses unless they are equal.
 */
const inShapeOfImages: Kernel = (_, inputs, run) => ({ ...run(inputs), shape: inputs.images.shape });

/** The wasm backend's memory for kernels written in JavaScript: views, scratch buffers, products and convolutions. */

import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';

import type * as tf from '../../tfjs/tf';

/** The part of the emscripten module that kernels use; tfjs does not declare the raw functions. */
interface Module {
  readonly HEAPF32: Float32Array;
  readonly HEAP32: Int32Array;
  _malloc(bytes: number): number;
  _free(address: number): void;
  _BatchMatMul(...args: readonly number[]): void;
  _Conv2D(...args: readonly number[]): void;
  _DepthwiseConv2dNative(...args: readonly number[]): void;
  readonly tfjs: {
    registerTensor(id: number, size: number, address: number): void;
    disposeData(id: number): void;
  };
}

/** A range of the heap's float32 numbers. `start` counts floats. Not a view, which would be lost when memory grows. */
export interface Floats {
  readonly start: number;
  readonly size: number;
}

const bytesPerFloat = 4;
/** Ids for parts of tensors and for scratch, above those of tfjs, which start at 1. */
let nextId = 1 << 30;

/** Calls into the wasm module with scratch memory that lives as long as the kernel call, see {@link withHeap}. */
export class Heap {
  private readonly module: Module;
  private readonly addresses: number[] = [];
  private readonly ids: number[] = [];

  constructor(private readonly backend: BackendWasm) {
    this.module = backend.wasm as unknown as Module;
  }

  /** All of the heap as float32 numbers, indexed by {@link Floats.start}. */
  get floats(): Float32Array {
    return this.module.HEAPF32;
  }

  /** The range of a float32 tensor. */
  of(tensor: tf.TensorInfo): Floats {
    return {
      start: this.backend.getMemoryOffset(tensor.dataId) / bytesPerFloat,
      size: tensor.shape.reduce((a, b) => a * b, 1),
    };
  }

  /** Scratch of `size` floats, not cleared. */
  scratch(size: number): Floats {
    const address = this.module._malloc(size * bytesPerFloat) >>> 0;
    if (address === 0) throw new Error(`The wasm backend has no memory left for ${size} numbers`);
    this.addresses.push(address);
    return { start: address / bytesPerFloat, size };
  }

  zeros(size: number): Floats {
    const made = this.scratch(size);
    this.floats.fill(0, made.start, made.start + size);
    return made;
  }

  output(shape: number[]): tf.TensorInfo {
    return this.backend.makeOutput(shape, 'float32');
  }

  /** A tensor id for this range. XNNPACK's operators with it as a weight live until the kernel call ends. */
  id({ start, size }: Floats): number {
    const id = nextId++;
    this.module.tfjs.registerTensor(id, size, start * bytesPerFloat);
    this.ids.push(id);
    return id;
  }

  /**
   * out[m, n] = a[m, k] b[k, n] by XNNPACK, which packs `b` once for all products that name it by the same id.
   *
   * All three are ids of row-major ranges.
   */
  multiply(a: number, b: number, out: number, m: number, k: number, n: number): void {
    const shapes = this.shapes();
    this.module.HEAP32.set([1, m, k, 1, k, n], shapes);
    this.module._BatchMatMul(a, shapes * 4, 3, b, (shapes + 3) * 4, 3, 0, 0, out);
  }

  /**
   * A convolution by XNNPACK with stride 1 and channels last; `pads` are top, right, bottom, left. Ids as in {@link
   * multiply}.
   */
  convolve(
    kind: '_Conv2D' | '_DepthwiseConv2dNative',
    x: { id: number; shape: readonly [number, number, number, number] },
    filter: { id: number; height: number; width: number },
    pads: readonly number[],
    outChannels: number,
    out: number,
  ): void {
    const [batch, height, width, channels] = x.shape;
    this.module[kind](
      x.id,
      batch,
      height,
      width,
      filter.id,
      filter.height,
      filter.width,
      ...pads,
      0,
      1,
      1,
      1,
      1,
      channels,
      outChannels,
      out,
    );
  }

  free(): void {
    for (const id of this.ids) this.module.tfjs.disposeData(id);
    for (const address of this.addresses) this.module._free(address);
  }

  private shapesAt: number | undefined;
  private shapes(): number {
    this.shapesAt ??= this.scratch(6).start;
    return this.shapesAt;
  }
}

/** Runs a kernel's body and frees its scratch, also when it throws. */
export function withHeap<T>(backend: BackendWasm, body: (heap: Heap) => T): T {
  const heap = new Heap(backend);
  try {
    return body(heap);
  } finally {
    heap.free();
  }
}

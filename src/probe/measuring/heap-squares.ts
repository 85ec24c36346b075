/** Sums squares of float32 numbers in tfjs's wasm memory, in double precision, with a small wasm module of its own. */

/** The part of the WebAssembly namespace that is used; browsers and Node have the same. */
interface Wasm {
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (module: object, imports: object) => { readonly exports: Readonly<Record<string, unknown>> };
  readonly Memory: new (...values: never[]) => object;
}

/** Numbers that one round of the loop sums; `count` is rounded down to a multiple of it. */
export const squaresAtOnce = 8;

/** `address` in bytes. */
export type SumSquares = (address: number, count: number) => number;

// Operations, named as in the text format of WebAssembly.
const end = 0x0b;
const get = (local: number): number[] => [0x20, local];
const set = (local: number): number[] => [0x21, local];
const tee = (local: number): number[] => [0x22, local];
const i32 = { const: (value: number): number[] => [0x41, value & 0x7f], and: 0x71, shl: 0x74, add: 0x6a, ge_u: 0x4f };
const simd = (...code: number[]): number[] => [0xfd, ...code];
const f64x2 = {
  add: simd(0xf0, 0x01),
  mul: simd(0xf2, 0x01),
  promoteLow: simd(0x5f),
  extract: (lane: number): number[] => simd(0x21, lane),
};
const upperHalf = simd(0x0d, 8, 9, 10, 11, 12, 13, 14, 15, 8, 9, 10, 11, 12, 13, 14, 15);
const [i32Type, f64Type, v128Type] = [0x7f, 0x7c, 0x7b];

// Locals: parameters first.
const [address, count, stop, four, pair] = [0, 1, 2, 3, 4];
// Four sums of two numbers each, so that additions don't wait for each other.
const sums = [5, 6, 7, 8];

const addSquaresTo = (sum: number): number[] => [
  ...f64x2.promoteLow,
  ...tee(pair),
  ...get(pair),
  ...f64x2.mul,
  ...get(sum),
  ...f64x2.add,
  ...set(sum),
];

/** Adds the squares of the four numbers at `address + offset`. */
const addFour = (offset: number, low: number, high: number): number[] => [
  ...[...get(address), ...simd(0x00, 0x02, offset), ...tee(four)],
  ...[...addSquaresTo(low), ...get(four), ...get(four), ...upperHalf, ...addSquaresTo(high)],
];

const body = [
  // One local of type i32 (stop), six of type v128.
  ...[2, 1, i32Type, 6, v128Type],
  // stop = address + (count & -8) * 4
  ...[
    ...get(address),
    ...get(count),
    ...i32.const(-squaresAtOnce),
    i32.and,
    ...i32.const(2),
    i32.shl,
    i32.add,
    ...set(stop),
  ],
  // block loop: leave the block when address >= stop
  ...[0x02, 0x40, 0x03, 0x40, ...get(address), ...get(stop), i32.ge_u, 0x0d, 1],
  ...[...addFour(0, sums[0], sums[1]), ...addFour(16, sums[2], sums[3])],
  ...[...get(address), ...i32.const(4 * squaresAtOnce), i32.add, ...set(address), 0x0c, 0, end, end],
  // sum = the four sums together; sum[0] + sum[1]
  ...[
    ...get(sums[0]),
    ...sums.slice(1).flatMap((sum) => [...get(sum), ...f64x2.add]),
    ...tee(pair),
    ...f64x2.extract(0),
    ...get(pair),
    ...f64x2.extract(1),
    0xa0,
    end,
  ],
];

const section = (id: number, content: readonly number[]): number[] => [id, ...unsigned(content.length), ...content];
const text = (name: string): number[] => [name.length, ...Array.from(name, (letter) => letter.charCodeAt(0))];

const bytes = Uint8Array.from([
  ...[0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
  // (type (func (param i32 i32) (result f64)))
  ...section(1, [1, 0x60, 2, i32Type, i32Type, 1, f64Type]),
  // (import "tfjs" "memory" (memory 0))
  ...section(2, [1, ...text('tfjs'), ...text('memory'), 0x02, 0x00, 0x00]),
  ...section(3, [1, 0]),
  ...section(7, [1, ...text('squares'), 0x00, 0]),
  ...section(10, [1, ...unsigned(body.length), ...body]),
]);

/** LEB128. */
function unsigned(value: number): number[] {
  return value < 0x80 ? [value] : [(value & 0x7f) | 0x80, ...unsigned(value >>> 7)];
}

/** @returns undefined where the backend has no such memory; JavaScript sums the numbers then */
export function squaresOfHeap(backend: unknown): SumSquares | undefined {
  const { WebAssembly } = globalThis as unknown as { readonly WebAssembly: Wasm };
  const memory = (backend as { readonly wasm?: { readonly asm?: { readonly memory?: unknown } } }).wasm?.asm?.memory;
  if (!(memory instanceof WebAssembly.Memory)) return undefined;
  try {
    return new WebAssembly.Instance(new WebAssembly.Module(bytes), { tfjs: { memory } }).exports.squares as SumSquares;
  } catch {
    return undefined;
  }
}

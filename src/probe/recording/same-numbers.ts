/** Names the kernels that only reshape, cut or join. */

/** Kernels whose output has the very numbers of their input. */
export const sameNumbers: ReadonlySet<string> = new Set([
  'Reshape',
  'Identity',
  'Cast',
  'ExpandDims',
  'Slice',
  'StridedSlice',
  'GatherV2',
  'Transpose',
  'SplitV',
  'Unpack',
  'Pack',
  'Concat',
  'Reverse',
]);

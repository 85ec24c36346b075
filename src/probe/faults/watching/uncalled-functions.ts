/** Recognizes a function of tfjs that user code hands over without calling it, such as `tf.train.adam`. */

/**
 * @param part of tfjs as user code sees it; what wraps its functions carries their names on
 * @returns the function's name in that part; undefined for any other value
 */
export function uncalledFunction(part: 'layers' | 'train', value: unknown): string | undefined {
  if (typeof value !== 'function') return undefined;
  const { tf } = globalThis as unknown as { readonly tf?: Readonly<Partial<Record<typeof part, object>>> };
  return Object.entries(tf?.[part] ?? {}).find(([, one]) => one === value)?.[0];
}

/** Marks the errors that the probe's own sandbox throws: code that meets them is not at fault. */

/** One set for the whole worker: environments and loaders throw these errors, and nothing else shares them. */
const marked = new WeakSet();

/** @returns the error itself, so that it can be thrown at once */
export function sandboxError<T extends Error>(error: T): T {
  marked.add(error);
  return error;
}

/** Whether the sandbox threw the error, or the error that caused it. */
export function isSandboxError(error: unknown): boolean {
  if (typeof error !== 'object' || error === null) return false;
  return marked.has(error) || (error instanceof Error && isSandboxError(error.cause));
}

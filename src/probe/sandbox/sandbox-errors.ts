/** Marks the errors that the probe's own sandbox throws: code that meets them is not at fault. */

/** One for the whole worker: environments and loaders throw them, and an error belongs to nobody else. */
const marked = new WeakSet();

/** @returns the error itself, so that it can be thrown at once */
export function sandboxError<T extends Error>(error: T): T {
  marked.add(error);
  return error;
}

/** Whether the sandbox threw it, or what it was caused by. */
export function isSandboxError(error: unknown): boolean {
  if (typeof error !== 'object' || error === null) return false;
  return marked.has(error) || (error instanceof Error && isSandboxError(error.cause));
}

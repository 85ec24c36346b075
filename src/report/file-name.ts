/** Names files as messages do: by the last part of their path. */

/** @param file absolute path with forward slashes */
export function fileName(file: string): string {
  return file.slice(file.lastIndexOf('/') + 1);
}

/** Renames the files in a report, for instance to paths relative to the current folder. */

/** Replaces each `file` property, at any depth, by `rename` of it. */
export function renameFiles<T>(report: T, rename: (file: string) => string): T {
  const visit = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(visit);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      Object.entries(value).map(([key, inner]) => [
        key,
        key === 'file' && typeof inner === 'string' ? rename(inner) : visit(inner),
      ]),
    );
  };
  return visit(report) as T;
}

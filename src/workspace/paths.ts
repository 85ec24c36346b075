/** Takes paths with forward slashes apart: `/home/me/model.ts`, `/c:/me/model.ts`. */

/** The folder that something lies in; `/` is its own. */
export function parentOf(path: string): string {
  return path.slice(0, Math.max(path.lastIndexOf('/'), 1));
}

export function join(folder: string, name: string): string {
  return folder.endsWith('/') ? folder + name : `${folder}/${name}`;
}

/** Whether `path` is `folder` or lies in it. */
export function isWithin(folder: string, path: string): boolean {
  return path === folder || path.startsWith(join(folder, ''));
}

/** What is left of `path` after `folder`, which it lies in; empty for the folder itself. */
export function relativeTo(folder: string, path: string): string {
  return path.slice(join(folder, '').length);
}

/** The relative path itself and each folder on the way to it, outermost first: `a`, `a/b`, `a/b/c.ts`. */
export function prefixesOf(relative: string): string[] {
  const names = relative.split('/');
  return names.map((_, index) => names.slice(0, index + 1).join('/'));
}

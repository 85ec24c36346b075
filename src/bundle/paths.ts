/** Paths as text: absolute, with forward slashes, `/w/model.ts` or `c:/w/model.ts`; nothing here touches a disk. */

/** The folder of a file or folder; a root is its own. */
export function folderOf(path: string): string {
  const slash = path.lastIndexOf('/');
  if (slash < 0) return path;
  return slash === 0 ? '/' : path.slice(0, slash);
}

export function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** The extension in lower case with its dot, `''` where there is none. */
export function extensionOf(path: string): string {
  const name = nameOf(path);
  const dot = name.lastIndexOf('.');
  return dot <= 0 ? '' : name.slice(dot).toLowerCase();
}

export function isAbsolute(path: string): boolean {
  return path.startsWith('/') || /^[a-z]:\//i.test(path);
}

/** `relative` seen from `folder`, with `.` and `..` worked out; an absolute `relative` stays as it is. */
export function joinPath(folder: string, relative: string): string {
  const parts = (isAbsolute(relative) ? relative : `${folder}/${relative}`).split('/');
  const kept: string[] = [];
  for (const part of parts) {
    if (part === '' || part === '.') continue;
    // Going up from a root stays there, as file systems have it.
    if (part === '..') {
      if (kept.length > 0 && !/^[a-z]:$/i.test(kept[kept.length - 1] ?? '')) kept.pop();
    } else kept.push(part);
  }
  const joined = kept.join('/');
  return /^[a-z]:(\/|$)/i.test(joined) ? joined : `/${joined}`;
}

/** The folder itself and those above it, nearest first. */
export function foldersUp(folder: string): string[] {
  const folders = [folder];
  for (let at = folder; folderOf(at) !== at; at = folderOf(at)) folders.push(folderOf(at));
  return folders;
}

/** `path` seen from `folder`, such as `../public/model.json`; both absolute. */
export function relativePath(folder: string, path: string): string {
  const from = folder.split('/').filter(Boolean);
  const to = path.split('/').filter(Boolean);
  let common = 0;
  while (common < from.length && common < to.length - 1 && from[common] === to[common]) common++;
  return [...from.slice(common).map(() => '..'), ...to.slice(common)].join('/');
}

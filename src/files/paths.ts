/** Splits and joins absolute paths with forward slashes: `/w/model.ts`, `/c:/w/model.ts` or `c:/w/model.ts`. */

/** The folder of a file or folder; a root is its own. */
export function folderOf(path: string): string {
  const slash = path.lastIndexOf('/');
  if (slash < 0) return path;
  return slash === 0 ? '/' : path.slice(0, slash);
}

/** The folder itself and those above it, nearest first. */
export function foldersUp(folder: string): string[] {
  const folders = [folder];
  for (let at = folder; folderOf(at) !== at; at = folderOf(at)) folders.push(folderOf(at));
  return folders;
}

/** The last part of a path, as messages name a file. */
export function fileName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** The extension in lower case with its dot, `''` where there is none. */
export function extensionOf(path: string): string {
  const name = fileName(path);
  const dot = name.lastIndexOf('.');
  return dot <= 0 ? '' : name.slice(dot).toLowerCase();
}

/** Whether the file may hold types: `.ts`, `.tsx`, `.mts`, `.cts`. */
export function isTypeScript(path: string): boolean {
  return /^\.[cm]?tsx?$/.test(extensionOf(path));
}

/** Whether a path with forward slashes begins at a root or at a drive. */
export function isAbsolute(path: string): boolean {
  return path.startsWith('/') || /^[a-z]:\//i.test(path);
}

/** `relative` seen from `folder`, with `.` and `..` worked out; an absolute `relative` stays as it is. */
export function joinPath(folder: string, relative: string): string {
  const whole = isAbsolute(relative) ? relative : `${folder}/${relative}`;
  const kept: string[] = [];
  for (const part of whole.split('/')) {
    if (part === '' || part === '.') continue;
    // Above a root is the root itself, as in file systems.
    if (part === '..') {
      if (kept.length > 0 && !isDrive(kept[kept.length - 1])) kept.pop();
    } else kept.push(part);
  }
  const joined = kept.join('/');
  return isDrive(kept.at(0)) && !whole.startsWith('/') ? joined : `/${joined}`;
}

function isDrive(part: string | undefined): boolean {
  return part !== undefined && /^[a-z]:$/i.test(part);
}

/** `path` seen from `folder`, such as `../public/model.json`; both absolute. Empty for the folder itself. */
export function relativePath(folder: string, path: string): string {
  const from = folder.split('/').filter(Boolean);
  const to = path.split('/').filter(Boolean);
  let common = 0;
  while (common < from.length && common < to.length && from[common] === to[common]) common++;
  return [...from.slice(common).map(() => '..'), ...to.slice(common)].join('/');
}

/** Whether `path` is `folder` or lies in it. */
export function isWithin(folder: string, path: string): boolean {
  return path === folder || path.startsWith(folder.endsWith('/') ? folder : `${folder}/`);
}

/** A relative path and each folder that leads to it, outermost first: `a`, `a/b`, `a/b/c.ts`. */
export function prefixesOf(relative: string): string[] {
  const names = relative.split('/');
  return names.map((_, index) => names.slice(0, index + 1).join('/'));
}

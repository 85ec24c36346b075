/** Lists where in the workspace a saved model may lie, from the path or URL in user code. */

import { folderOf, foldersUp, isAbsolute, joinPath } from '../../files/paths';
import type { WorkspaceFiles } from '../../files/file-access';

/** Folders of a package that servers and bundlers serve at the root of a site. */
const servedFolders = [
  '',
  'public',
  'static',
  'assets',
  'src/assets',
  'src',
  'www',
  'dist',
  'app/public',
  'client/public',
  'app',
  'client',
];
/** The most folders that are searched, from the file's own upwards. */
const mostFolders = 8;

/** Where a name leads: to paths of the workspace, to try in this order, or to a place that a probe cannot reach. */
export type SavedModelPlace =
  | { readonly kind: 'paths'; readonly paths: readonly string[] }
  | { readonly kind: 'network' }
  | { readonly kind: 'browser' };

/**
 * @param source a path, or a URL of a file, of the user's own server, of another server, or of a browser's storage
 * @param callers absolute paths of the files whose code loads it, the innermost first
 */
export function savedModelPlace(source: string, callers: readonly string[]): SavedModelPlace {
  const plain = source.replace(/[?#].*$/, '');
  const [, scheme = '', rest = ''] = /^([a-z][a-z0-9+.-]+):\/\/(.*)$/i.exec(plain) ?? [];
  switch (scheme.toLowerCase()) {
    case '':
      return { kind: 'paths', paths: candidates(plain, callers) };
    case 'file':
      // Three slashes before a drive letter: `file:///c:/models/model.json`.
      return { kind: 'paths', paths: candidates(decoded(rest.replace(/^\/(?=[a-z]:\/)/i, '')), callers) };
    case 'http':
    case 'https': {
      const [, host = '', path = ''] = /^([^/]*)(.*)$/.exec(rest) ?? [];
      return /^(?:localhost|127\.0\.0\.1|0\.0\.0\.0|\[::1\])(?::\d+)?$/.test(host)
        ? { kind: 'paths', paths: candidates(decoded(path), callers) }
        : { kind: 'network' };
    }
    default:
      return { kind: 'browser' };
  }
}

/** The first path that is a file, or the model.json in the first that is a folder. */
export async function firstModelFile(paths: readonly string[], files: WorkspaceFiles): Promise<string | undefined> {
  for (const path of paths) {
    const kind = await files.kind(path);
    if (kind === 'file') return path;
    const inside = kind === 'directory' ? joinPath(path, 'model.json') : undefined;
    if (inside !== undefined && (await files.kind(inside)) === 'file') return inside;
  }
  return undefined;
}

function candidates(path: string, callers: readonly string[]): string[] {
  const normal = path.replaceAll('\\', '/');
  const found = new Set<string>(
    isAbsolute(normal) ? [normal] : callers.map((caller) => joinPath(folderOf(caller), normal)),
  );
  const relative = normal.replace(/^(?:[a-z]:)?\/+/i, '');
  for (const caller of callers) {
    for (const folder of foldersUp(folderOf(caller)).slice(0, mostFolders)) {
      for (const served of servedFolders) found.add(joinPath(joinPath(folder, served), relative));
    }
  }
  return [...found];
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    // The path has a percent sign that encodes nothing.
    return path;
  }
}

/**
 * Gives user code Node's `path` and `url`, which need no machine, so that the probe finds saved models by their paths.
 */

import posix from 'path-browserify';
import { standIn } from './stand-in';

export const nodeModules = { path: paths(), url: urls() };

/** Functions of `path`; given a stand-in, they return one. */
function paths(): object {
  const tolerant = Object.fromEntries(
    Object.entries(posix).map(([name, value]) => {
      if (typeof value !== 'function' || name === 'format') return [name, value];
      const run = value as (...values: unknown[]) => unknown;
      return [
        name,
        (...values: unknown[]): unknown =>
          values.every((given) => typeof given === 'string') ? run(...values) : standIn(`path.${name}()`),
      ];
    }),
  );
  return Object.assign(tolerant, { posix: tolerant, win32: tolerant, default: tolerant });
}

function urls(): object {
  const known = {
    URL,
    URLSearchParams,
    fileURLToPath: (url: unknown): unknown => {
      const address = addressOf(url);
      return address ? decodeURIComponent(address.pathname) : standIn('url.fileURLToPath()');
    },
    pathToFileURL: (path: unknown): unknown =>
      typeof path === 'string'
        ? new URL(`file://${path.startsWith('/') ? '' : '/'}${encodeURI(path)}`)
        : standIn('url.pathToFileURL()'),
    ...Object.fromEntries(['parse', 'format', 'resolve'].map((name) => [name, standIn(`url.${name}`)])),
  };
  return Object.assign(known, { default: known });
}

function addressOf(url: unknown): URL | undefined {
  if (url instanceof URL) return url;
  return typeof url === 'string' && URL.canParse(url) ? new URL(url) : undefined;
}

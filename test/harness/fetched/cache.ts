/** A per-user cache for what npm fetches once. One process at a time fills a folder, wholly or not at all. */

import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, open, readdir, rename, rm, stat, utimes } from 'node:fs/promises';
import { homedir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { ownPath } from '../processes/owned';
import { say, secondsSince } from '../say';

const heartbeatMs = 2_000;
/** A lock that nobody touched for this long belongs to a process that died. */
const staleMs = 20_000;

/** The folder GRADLINE_CACHE, else `gradline` in the user's cache folder. */
export function cacheRoot(): string {
  if (process.env.GRADLINE_CACHE) return path.resolve(process.env.GRADLINE_CACHE);
  const base =
    process.env.XDG_CACHE_HOME ??
    (process.platform === 'win32' ? process.env.LOCALAPPDATA : undefined) ??
    path.join(homedir(), '.cache');
  return path.join(base, 'gradline');
}

async function isStale(file: string): Promise<boolean> {
  try {
    return Date.now() - (await stat(file)).mtimeMs > staleMs;
  } catch {
    return false;
  }
}

async function tryCreate(file: string): Promise<boolean> {
  try {
    await (await open(file, 'wx')).close();
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

/** Waits until this process holds the lock file; resolves to a function that releases it. */
async function lock(file: string, what: string): Promise<() => void> {
  let saidWaiting = false;
  while (!(await tryCreate(file))) {
    if (await isStale(file)) {
      await rm(file, { force: true });
      continue;
    }
    if (!saidWaiting) say(`${what}: another run is installing it; waiting (${file})`);
    saidWaiting = true;
    await sleep(500);
  }
  const remove = ownPath(file);
  const beat = setInterval(() => {
    const now = new Date();
    utimes(file, now, now).catch(() => undefined);
  }, heartbeatMs);
  return () => {
    clearInterval(beat);
    remove();
  };
}

async function removeLeftovers(folder: string): Promise<void> {
  const prefix = `${path.basename(folder)}.part-`;
  for (const name of await readdir(path.dirname(folder))) {
    if (name.startsWith(prefix)) await rm(path.join(path.dirname(folder), name), { recursive: true, force: true });
  }
}

/**
 * Returns the folder `name` of the cache, and fills it first where it does not exist.
 * @param name with the version in it: a new version gets a new folder
 * @param what the thing's name for the person who waits
 * @param fill puts everything into an empty folder, which is renamed once it is filled
 * @throws what `fill` throws; then nothing is left behind
 */
export async function cached(name: string, what: string, fill: (folder: string) => Promise<void>): Promise<string> {
  const folder = path.join(cacheRoot(), name);
  if (existsSync(folder)) return folder;
  await mkdir(cacheRoot(), { recursive: true });
  const release = await lock(`${folder}.lock`, what);
  try {
    if (existsSync(folder)) return folder;
    await removeLeftovers(folder);
    const started = Date.now();
    say(`${what}: installing it once, into ${folder}`);
    const part = await mkdtemp(`${folder}.part-`);
    const removePart = ownPath(part);
    try {
      await fill(part);
      await rename(part, folder);
    } finally {
      removePart();
    }
    say(`${what}: ready after ${secondsSince(started)}`);
    return folder;
  } finally {
    release();
  }
}

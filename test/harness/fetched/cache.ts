/** A per-user cache of what npm has to fetch once: filled whole or not at all, by one process at a time. */

import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, open, readdir, rename, rm, stat, utimes } from 'node:fs/promises';
import { homedir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { atExit } from '../processes/at-exit';
import { say, secondsSince } from '../say';

const heartbeatMs = 2_000;
/** A lock that was not touched for this long belongs to a process that died. */
const staleMs = 20_000;

/** GRADLINE_CACHE, else `gradline` in the user's cache folder. */
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

/** Waits until this process holds the lock file; resolves to its release. */
async function lock(file: string, what: string): Promise<() => Promise<void>> {
  let told = false;
  while (!(await tryCreate(file))) {
    if (await isStale(file)) {
      await rm(file, { force: true });
      continue;
    }
    if (!told) say(`${what}: another run is installing it; waiting (${file})`);
    told = true;
    await sleep(500);
  }
  const beat = setInterval(() => {
    const now = new Date();
    utimes(file, now, now).catch(() => undefined);
  }, heartbeatMs);
  return async () => {
    clearInterval(beat);
    await rm(file, { force: true });
  };
}

async function removeLeftovers(folder: string): Promise<void> {
  const prefix = `${path.basename(folder)}.part-`;
  for (const name of await readdir(path.dirname(folder))) {
    if (name.startsWith(prefix)) await rm(path.join(path.dirname(folder), name), { recursive: true, force: true });
  }
}

/**
 * The folder `name` of the cache, filled when it is not there yet.
 * @param name carries the version: a new version is a new folder
 * @param what the thing's name for the person who waits
 * @param fill puts everything into an empty folder, which is renamed when it is done
 * @throws what `fill` throws; nothing is left behind then
 */
export async function cached(name: string, what: string, fill: (folder: string) => Promise<void>): Promise<string> {
  const folder = path.join(cacheRoot(), name);
  if (existsSync(folder)) return folder;
  await mkdir(cacheRoot(), { recursive: true });
  const release = await lock(`${folder}.lock`, what);
  const releaseAtExit = atExit(() => void release());
  try {
    if (existsSync(folder)) return folder;
    await removeLeftovers(folder);
    const started = Date.now();
    say(`${what}: installing it once, into ${folder}`);
    const part = await mkdtemp(`${folder}.part-`);
    try {
      await fill(part);
      await rename(part, folder);
    } finally {
      await rm(part, { recursive: true, force: true });
    }
    say(`${what}: ready after ${secondsSince(started)}`);
    return folder;
  } finally {
    await release();
    releaseAtExit();
  }
}

/** Tests that the cache is filled once, whole or not at all. */

import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { cached } from '../../../harness/fetched/cache';

describe('cache', () => {
  let folder: string;
  const before = process.env.GRADLINE_CACHE;

  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'gradline-cache-test-'));
    process.env.GRADLINE_CACHE = folder;
  });

  afterEach(async () => {
    if (before === undefined) delete process.env.GRADLINE_CACHE;
    else process.env.GRADLINE_CACHE = before;
    await rm(folder, { recursive: true });
  });

  it('is filled by one of two that ask at once', async () => {
    let fills = 0;
    const fill = async (part: string) => {
      fills++;
      await sleep(50);
      await writeFile(path.join(part, 'thing'), 'whole');
    };
    const [one, two] = await Promise.all([cached('thing@1', 'a thing', fill), cached('thing@1', 'a thing', fill)]);
    assert.equal(one, two);
    assert.equal(await readFile(path.join(one, 'thing'), 'utf8'), 'whole');
    assert.equal(fills, 1);
    assert.deepEqual(await readdir(folder), ['thing@1']);
  });

  it('has nothing after a failure, and can be filled then', async () => {
    const failing = cached('thing@1', 'a thing', async (part) => {
      await writeFile(path.join(part, 'thing'), 'half');
      throw new Error('the disk is full');
    });
    await assert.rejects(failing, /the disk is full/);
    assert.deepEqual(await readdir(folder), []);
    assert.ok(existsSync(await cached('thing@1', 'a thing', () => Promise.resolve())));
  });

  it('takes over from a process that died, and removes what it left', async () => {
    const longAgo = new Date(Date.now() - 3_600_000);
    await writeFile(path.join(folder, 'thing@1.lock'), '');
    await utimes(path.join(folder, 'thing@1.lock'), longAgo, longAgo);
    await writeFile(path.join(folder, 'thing@1.part-abcdef'), 'half');
    await cached('thing@1', 'a thing', () => Promise.resolve());
    assert.deepEqual(await readdir(folder), ['thing@1']);
  });
});

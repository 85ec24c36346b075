/** Asks Git which files of a repository have changed since a revision. */

import { execFile } from 'node:child_process';
import { joinPath } from '../../files/paths';
import { UsageError } from '../arguments/arguments';
import { diskPath } from '../files/disk-files';

/**
 * The files that differ between the work tree and the point where the current branch left the revision: changed, new,
 * removed, and those that Git does not track yet.
 *
 * @param repository absolute path of its topmost folder
 * @returns absolute paths, also of files that are gone
 * @throws UsageError where Git is missing or does not know the revision
 */
export async function changedFiles(revision: string, repository: string): Promise<string[]> {
  const git = (...words: string[]): Promise<string> => run(words, repository);
  const commit = await git('rev-parse', '--verify', '--quiet', '--end-of-options', `${revision}^{commit}`).catch(
    (error: unknown) => {
      if (error instanceof UsageError) throw error;
      throw new UsageError(
        `--changed-since ${revision}: Git knows no such revision here. ` +
          `A shallow clone has few: fetch it first, as actions/checkout does with fetch-depth: 0.`,
      );
    },
  );
  // Without a common ancestor, as in a shallow clone, the revision itself has to do.
  const base = await git('merge-base', commit.trim(), 'HEAD').catch(() => commit);
  const [differing, untracked] = await Promise.all([
    git('diff', '--name-only', '--no-renames', '-z', base.trim()),
    git('ls-files', '--others', '--exclude-standard', '-z'),
  ]);
  return `${differing}${untracked}`
    .split('\0')
    .filter((name) => name !== '')
    .map((name) => joinPath(repository, name));
}

function run(words: readonly string[], repository: string): Promise<string> {
  return new Promise((resolve, reject) => {
    execFile('git', [...words], { cwd: diskPath(repository), maxBuffer: 2 ** 28 }, (error, stdout) => {
      if (error === null) resolve(stdout);
      else if (error.code === 'ENOENT')
        reject(new UsageError('--changed-since needs Git, and no command git was found.'));
      else reject(new Error(error.message));
    });
  });
}

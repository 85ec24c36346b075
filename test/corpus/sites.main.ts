/**
 * Checks the layer and model sites found in each file's text against the calls that made them when the file was probed.
 * usage: npm run sites -- <folder>... [--only TEXT] [--time-limit SECONDS]
 */

import path from 'node:path';
import { parseArgs } from 'node:util';
import { nodeBundler } from '../../src/cli/runner/node-bundler';
import { absolutePath, diskFiles } from '../../src/cli/files/disk-files';
import { createNodeRunner } from '../../src/cli/runner/node-runner';
import { parse, readSites } from '../../src/source/index';
import { root } from '../harness/root';
import { main, say } from '../harness/say';
import { modelFiles } from './find-files';
import { MarkedProbe } from './marked-probe';
import { compareSites, emptyTally, type Tally } from './site-figures';

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: { only: { type: 'string', default: '' }, 'time-limit': { type: 'string', default: '20' } },
});

async function probeFolder(folder: string): Promise<Tally> {
  const runner = createNodeRunner({ distFolder: path.join(root, 'dist') });
  const marked = new MarkedProbe(
    await nodeBundler(path.join(root, 'dist')),
    runner,
    diskFiles,
    Number(options['time-limit']),
  );
  const files = (await modelFiles(path.resolve(folder)))
    .filter((file) => file.includes(options.only))
    .map(absolutePath);
  for (const file of files) {
    runner.prepare();
    await marked.probe(file);
  }
  runner.dispose();
  const tally: Tally = emptyTally();
  for (const [file, calls] of marked.seen) {
    if (!files.includes(file)) continue;
    const sites = readSites(parse(file, (await diskFiles.readText(file)) ?? ''));
    compareSites(
      sites,
      calls,
      (id) => marked.marks.place(id),
      tally,
      (line, text) => {
        say(`${path.relative(folder, file)}:${line}  ${text}`);
      },
    );
  }
  return tally;
}

function summary(name: string, { made, found, placed, executed, confirmed }: Tally): string {
  const share = (part: number, whole: number): string =>
    `${part} of ${whole}${whole > 0 ? ` (${((100 * part) / whole).toFixed(1)} %)` : ''}`;
  const recall = `recall ${share(found, made)}, placed by their stacks ${share(placed, made)}`;
  return `${name}: ${recall}, precision ${share(confirmed, executed)}`;
}

main(async () => {
  if (positionals.length === 0) throw new Error('Name the folders of checkouts: npm run sites -- <folder>...');
  const all: Tally = emptyTally();
  for (const folder of positionals) {
    const tally = await probeFolder(folder);
    say(summary(path.basename(folder), tally));
    for (const key of Object.keys(all) as (keyof Tally)[]) all[key] += tally[key];
  }
  say(summary('all', all));
  return 0;
});

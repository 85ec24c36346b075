/**
 * Runs the built command line again and again in one process, each time as if it had just started: its own words,
 * folder, output and exit status. What each call would load anew (the parser, esbuild) stays loaded.
 * usage: fork it with the path of cli.js; send { folder, words }; get { status, stdout, stderr } when nothing runs on.
 */

import { createRequire } from 'node:module';

const [node, , cli] = process.argv;
const require = createRequire(import.meta.url);
let written = { stdout: '', stderr: '' };

for (const name of ['stdout', 'stderr'])
  process[name].write = (chunk, ...rest) => {
    written[name] += chunk;
    rest.findLast((argument) => typeof argument === 'function')?.();
    return true;
  };

process.on('message', ({ folder, words }) => {
  // Only what the call itself starts keeps the process from ending now.
  process.channel.unref();
  written = { stdout: '', stderr: '' };
  process.exitCode = undefined;
  process.chdir(folder);
  process.argv = [node, cli, ...words];
  delete require.cache[cli];
  require(cli);
});

process.on('beforeExit', (status) => {
  if (!process.connected) return;
  process.removeAllListeners('SIGINT');
  process.stdout.removeAllListeners('error');
  process.send({ status, ...written });
  process.channel.ref();
});

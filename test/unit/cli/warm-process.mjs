/**
 * Runs the built command line again and again in one process, each time as if it had just started: its own words,
 * folder, output and exit status. What each call would load anew (the parser, esbuild) stays loaded.
 * usage: fork it with the path of cli.js; send { folder, words }; get { status, stdout, stderr } when it has ended.
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

// A call ends its process when it is done; this one stays for the next call.
process.exit = (status) => {
  process.removeAllListeners('SIGINT');
  process.stdout.removeAllListeners('error');
  process.send({ status, ...written });
};

process.on('message', ({ folder, words }) => {
  written = { stdout: '', stderr: '' };
  process.exitCode = undefined;
  process.chdir(folder);
  process.argv = [node, cli, ...words];
  delete require.cache[cli];
  require(cli);
});

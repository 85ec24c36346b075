/** What `gradline --help` prints. */

import { fixKinds } from '../../fixes/contract/fix-kinds';
import { findingCodes } from '../../report/finding';
import { wrapToWidth } from './terminal';

const widthOfUsage = 110;

export const usage = `usage: gradline probe PATH... [options]
       gradline explain CODE
       gradline mcp

Trains each TensorFlow.js model of PATH for a moment and shows the health of its gradients on each layer's line.
PATH is a file, a folder, or a quoted glob such as 'src/**/*.ts'. In folders and globs, Gradline probes the files
that make models, except those that .gitignore ignores.

  --format FORMAT                how to print the report: text (the default), json, sarif, github (annotations of a
                                 workflow), junit, markdown (a summary)
  --quiet                        print warnings and errors only, without the layers and what is healthy
  --no-color                     print no colors; the environment variable NO_COLOR does the same
  --steps N                      training steps for each seed (30)
  --seeds K                      seeds to start with (3); up to 10 if they disagree about a fault
  --seed S                       the first seed (1)
  --backend auto|wasm|cpu        what tfjs runs on (auto)
  --time-limit SECONDS           for each file (60)
  --assume NAME=VALUE            a value for what the code leaves open, such as numClasses=4, config.units=32,
                                 createModel.inputShape=[28,28,1], loss=meanSquaredError, optimizer=sgd; repeatable
  --fix                          also search changes to the code that mend the findings, and prove each by probing it
  --write                        apply the best fix of each model to its files; implies --fix
  --fix-time-limit SECONDS       for the fixes of each model (120)
  --fail-on error|warning|never  the least severe finding that makes the exit status 1 (error)
  --config FILE                  settings for all files, instead of the gradline.config.json nearest to each
  --baseline FILE                findings that are known already and do not count for the exit status
  --update-baseline              write the findings of this run to the baseline (gradline-baseline.json)
  --changed-since REVISION       probe only the files that changes since a revision of Git touch, also through imports
  --help, --version

mcp serves both to agents, by the Model Context Protocol on stdin and stdout

explain prints what a finding or a kind of fix means; CODE is one of
${wrapToWidth([...findingCodes, ...fixKinds].join(', '), widthOfUsage - 2)
  .map((line) => `  ${line}`)
  .join('\n')}

exit status: 0 no new finding as severe as --fail-on, 1 such findings,
             2 wrong arguments or a file that could not be probed
`;

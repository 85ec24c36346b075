/** Makes the results for files that cannot be read, or that hold nothing to probe. */

import type { FileAccess } from '../../files/file-access';
import { fileName } from '../../files/paths';
import { formatCount } from '../../report/format';
import type { ProbeErrorCode } from '../../report/report';
import type { SourceSites } from '../../source/sites/sites';
import type { FileProbe } from '../contract/file-probe';
import { explainFailures } from './explain-failures';

/** The result for a file without models, or with ready-made models of packages only: each of these gets an error. */
export async function nothingToProbe(file: string, sites: SourceSites): Promise<FileProbe> {
  return sites.models.length === 0
    ? failed(file, 'no-model', sites.layers.length === 0 ? withoutModel(file) : withLayersAlone(file, sites))
    : { models: [], errors: await explainFailures(file, sites, sites.models, [], []) };
}

function withoutModel(file: string): string {
  return (
    `${fileName(file)} makes no TensorFlow.js model: no tf.sequential, tf.model or tf.variable was found. ` +
    'Probe a file that makes one.'
  );
}

function withLayersAlone(file: string, { layers }: SourceSites): string {
  const lines = layers.map(({ range }) => range.start.line + 1);
  return (
    `${fileName(file)} makes ${formatCount(layers.length, 'layer')} (line ${String(lines[0])}), ` +
    'but no model of them, and nothing in it trains them: a layer that is applied to a tensor only computes. ' +
    'Put them into tf.sequential or tf.model, or probe the file that trains them.'
  );
}

/** The result for a path without a readable text. */
export async function unreadableFile(file: string, files: FileAccess): Promise<FileProbe> {
  switch (await files.kind(file)) {
    case 'directory':
      return failed(file, 'not-readable', `${fileName(file)} is a folder. Name the files in it that make models.`);
    case 'file':
      return failed(file, 'not-readable', `${fileName(file)} is not text. Save it as UTF-8.`);
    case undefined:
      return failed(file, 'not-readable', `There is no file ${fileName(file)} at that place. Correct the path.`);
  }
}

function failed(file: string, code: ProbeErrorCode, message: string): FileProbe {
  return { models: [], errors: [{ file, code, message }] };
}

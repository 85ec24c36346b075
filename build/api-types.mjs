// Bundles the types of the package's API into one file of declarations.

import path from 'node:path';
import { generateDtsBundle } from 'dts-bundle-generator';

/**
 * @param {string} root the folder of the project
 * @returns {Promise<string>} the text of api.d.ts
 */
export async function apiTypes(root) {
  const [text] = generateDtsBundle(
    [
      {
        filePath: path.join(root, 'src/cli/api-contract.ts'),
        output: { noBanner: true, exportReferencedTypes: false },
      },
    ],
    { preferredConfigPath: path.join(root, 'tsconfig.json') },
  );
  return text;
}

/** `gradline mcp`: a server of the Model Context Protocol on stdin and stdout, with the tools `probe` and `explain`. */

import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';
import type { CallToolResult } from '@modelcontextprotocol/sdk/types.js';
import { z } from 'zod';
import { fixKinds } from '../fixes/contract/fix-kinds';
import { answerFor } from '../report/agents/answer';
import { findingCodes } from '../report/finding';
import type { Report } from '../report/report';
import { explanationPage, packageVersion } from './files/package-files';
import { probePaths } from './probe-paths';
import { Configs } from './settings/configs';
import { fileOptions } from './settings/file-options';

const codes = [...findingCodes, ...fixKinds] as const;

const probeInput = {
  path: z.string().min(1).describe('A file, a folder or a glob such as src/**/*.ts, relative to the working folder.'),
  model: z.string().optional().describe('The name of a model: only its findings are told.'),
  steps: z.number().int().min(1).max(1000).optional().describe('Training steps for each seed; 30 by default.'),
  seeds: z.number().int().min(1).max(10).optional().describe('Random starts; 3 by default.'),
  fix: z.boolean().optional().describe('Also search changes that mend the findings, and prove each by probing it.'),
};

/** Resolves once the client listens; the process then lives until the client closes stdin. */
export async function serveMcp(): Promise<void> {
  const server = new McpServer({ name: 'gradline', version: await packageVersion() });
  server.registerTool(
    'probe',
    {
      title: 'Probe gradients',
      description:
        'Runs the code of a file that makes TensorFlow.js models, trains each model for a moment and reports how its ' +
        'gradients fare: what is wrong, on which line, with the numbers, and what the code itself gets wrong.',
      inputSchema: probeInput,
      annotations: { readOnlyHint: true, openWorldHint: false },
    },
    async ({ path, model, fix, ...given }, { signal }) => {
      const report = await probed(path, given, fix ?? false, signal);
      return answer(report, model);
    },
  );
  server.registerTool(
    'explain',
    {
      title: 'Explain a finding',
      description: 'The page that explains a finding or a kind of fix: what it means, how it is measured, what helps.',
      inputSchema: { code: z.enum(codes).describe('The code of a finding or a kind of fix.') },
      annotations: { readOnlyHint: true, openWorldHint: false },
    },
    async ({ code }) => ({ content: [{ type: 'text', text: await explanationPage(code) }] }),
  );
  for (const code of codes) {
    const kind = fixKinds.some((one) => one === code) ? 'fixes' : 'findings';
    server.registerResource(
      code,
      `gradline://${kind}/${code}`,
      { mimeType: 'text/markdown', description: `What ${code} means` },
      async (uri) => ({ contents: [{ uri: uri.href, mimeType: 'text/markdown', text: await explanationPage(code) }] }),
    );
  }
  await server.connect(new StdioServerTransport());
}

async function probed(
  path: string,
  given: { readonly steps?: number | undefined; readonly seeds?: number | undefined },
  fix: boolean,
  signal: AbortSignal,
): Promise<Report> {
  const configs = new Configs();
  const { steps, seeds } = given;
  const words = { ...(steps !== undefined && { steps }), ...(seeds !== undefined && { seeds }) };
  const { report } = await probePaths(
    {
      operands: [path],
      assume: [],
      optionsFor: async (file) => fileOptions(words, await configs.settingsFor(file)),
      ...(fix && { fix: { write: false } }),
      distFolder: __dirname,
      signal,
    },
    {
      progress: () => undefined,
      say: () => undefined,
      failed: (text) => {
        process.stderr.write(`${text}\n`);
      },
      begins: () => undefined,
      probed: (_, result) => Promise.resolve(result),
      shown: () => Promise.resolve(),
    },
  );
  return report;
}

function answer(report: Report, model: string | undefined): CallToolResult {
  const { text, data } = answerFor(report, model);
  const content: CallToolResult['content'] = [{ type: 'text', text }];
  return data ? { content, structuredContent: { ...data } } : { content, isError: true };
}

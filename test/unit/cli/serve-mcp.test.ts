/** A client of the Model Context Protocol, the SDK's own, asks the built server about three models. */

import assert from 'node:assert/strict';
import path from 'node:path';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import type { AgentAnswer } from '../../../src/report/agents/answer';
import { root } from '../../harness/root';
import { writeTree, type Tree } from '../workspace/tree';

const tf = "import * as tf from '@tensorflow/tfjs';\n";
const chain = (first: string): string =>
  `${tf}const bias = tf.initializers.constant({ value: -99 });
export function createModel() {
  const model = tf.sequential();
  model.add(tf.layers.dense({ ${first}, inputShape: [4] }));
  model.add(tf.layers.dense({ units: 1 }));
  model.compile({ optimizer: tf.train.sgd(0.1), loss: 'meanSquaredError' });
  return model;
}
`;

interface Told {
  readonly text: string;
  readonly answer: AgentAnswer;
  readonly isError: boolean;
}

describe('gradline mcp', function () {
  this.timeout(60_000);
  let tree: Tree;
  const client = new Client({ name: 'test', version: '1.0.0' });
  before(async () => {
    tree = writeTree({
      'healthy.ts': chain("units: 8, activation: 'relu'"),
      'dead.ts': chain("units: 8, activation: 'relu', biasInitializer: bias"),
      'misspelt.ts': chain("units: 8, activation: 'rellu'"),
    });
    const args = [path.join(root, 'dist/cli.js'), 'mcp'];
    await client.connect(new StdioClientTransport({ command: process.execPath, args, cwd: tree.folder }));
  });
  after(async () => {
    await client.close();
    tree.remove();
  });

  async function call(name: string, words: Record<string, unknown>): Promise<Told> {
    const result = await client.callTool({ name, arguments: words });
    const [{ text }] = result.content as [{ text: string }];
    return { text, answer: result.structuredContent as AgentAnswer, isError: result.isError === true };
  }

  it('offers its tools and the pages of every finding', async () => {
    const { tools } = await client.listTools();
    assert.deepEqual(
      tools.map(({ name }) => name),
      ['probe', 'explain'],
    );
    const { resources } = await client.listResources();
    assert.ok(resources.some(({ uri }) => uri === 'gradline://fixes/learning-rate'));
    const { contents } = await client.readResource({ uri: 'gradline://findings/dead-units' });
    const page = (contents as { text: string }[])[0].text;
    assert.match(page, /^# /);
    assert.equal((await call('explain', { code: 'dead-units' })).text, page);
    assert.equal((await call('explain', { code: 'dead' })).isError, true);
  });

  it('says that a model is healthy', async () => {
    const { text, answer } = await call('probe', { path: 'healthy.ts', seeds: 1 });
    assert.match(text, /^model \(healthy\.ts:4\): healthy in 30 steps × 1 seed\n/);
    assert.deepEqual(
      answer.models.map(({ findings }) => findings),
      [[]],
    );
    assert.deepEqual(answer.errors, []);
  });

  it('says what is wrong and where, and of the model that was asked for alone', async () => {
    const { text, answer } = await call('probe', { path: 'dead.ts', model: 'model', steps: 3, seeds: 1 });
    assert.match(text, /\n- (error|warning) dead-units at dead\.ts:5 \(cause\): All 8 units/);
    assert.deepEqual(
      answer.models[0].findings.map(({ code, line }) => [code, line]),
      [['dead-units', 5]],
    );
    const other = await call('probe', { path: 'dead.ts', model: 'net', steps: 3, seeds: 1 });
    assert.equal(other.isError, true);
    assert.match(other.text, /No model is called net\. There are model\./);
  });

  it('says first what the code itself gets wrong', async () => {
    const { text, answer } = await call('probe', { path: 'misspelt.ts', steps: 3, seeds: 1 });
    assert.match(text, /^The code is at fault \(name\) misspelt\.ts:5: .*rellu/);
    assert.deepEqual(
      answer.errors.map(({ own, line }) => [own, line]),
      [[true, 5]],
    );
    assert.doesNotMatch(text, /healthy/);
  });
});

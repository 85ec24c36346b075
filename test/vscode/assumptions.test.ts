/** Proves how a person sees what was assumed, gives it another value, keeps that, and goes back. */

import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { answering } from './answers';
import {
  closePanel,
  codeOf,
  eventually,
  find,
  lenses,
  openNew,
  panelTab,
  probe,
  problems,
  reset,
  type Lens,
} from './support';

const builder = `import * as tf from '@tensorflow/tfjs';

export function createModel(inputShape: number[], numClasses: number) {
  const model = tf.sequential();
  model.add(tf.layers.dense({ units: 16, activation: 'relu', inputShape }));
  model.add(tf.layers.dense({ units: numClasses, activation: 'softmax' }));
  model.compile({ optimizer: 'adam', loss: 'categoricalCrossentropy' });
  return model;
}
`;
const modelLine = 3;

async function argumentsLens(uri: vscode.Uri): Promise<Lens | undefined> {
  return (await lenses(uri)).find(({ command }) => command === 'gradline.changeAssumptions');
}

async function titleOf(uri: vscode.Uri): Promise<string | undefined> {
  return (await argumentsLens(uri))?.title;
}

const change = (uri: vscode.Uri, line = modelLine): Thenable<unknown> =>
  vscode.commands.executeCommand('gradline.changeAssumptions', uri, line);

describe('assumptions', () => {
  afterEach(reset);

  it('stand beside the lens of the model, from the parse on and with the same number of lenses', async () => {
    await closePanel();
    const { document } = await openNew(builder);
    const before = await lenses(document.uri);
    const lens = before.find(({ command }) => command === 'gradline.changeAssumptions');
    assert.deepEqual(lens, {
      line: modelLine,
      title: 'assumes: inputShape = [10], numClasses = 10',
      command: 'gradline.changeAssumptions',
    });
    assert.equal(panelTab(), undefined, 'nothing was run');
    await probe(document.uri);
    const after = await lenses(document.uri);
    assert.deepEqual(
      after.map(({ line, command }) => [line, command === 'gradline.changeAssumptions']),
      before.map(({ line, command }) => [line, command === 'gradline.changeAssumptions']),
    );
    assert.match((await titleOf(document.uri)) ?? '', /^assumed: inputShape = \[10\], numClasses = 10/);
    assert.doesNotMatch(after.find(({ title }) => title.startsWith('Probe gradients'))?.title ?? '', /assumed/);
  });

  it('do not stand where the code gives every argument', async () => {
    const { document } = await openNew(`// gradline: inputShape = [4], numClasses = 3\n${builder}`);
    assert.equal(await argumentsLens(document.uri), undefined);
  });

  it('are pinned for the workspace, probed with, and given up again', async () => {
    const { document } = await openNew(builder);
    await probe(document.uri);
    await answering(['numClasses = 10', { type: '4', from: '10' }, 'Remember in This Workspace'], async (shown) => {
      await change(document.uri);
      assert.deepEqual(shown[0], [
        'inputShape = [10] · assumed from how it is used',
        'numClasses = 10 · assumed from how it is used',
      ]);
    });
    assert.equal(document.getText(), builder, 'the code stays as it is');
    assert.match((await titleOf(document.uri)) ?? '', /^pinned: numClasses = 4 · assumed: inputShape = \[10\]/);
    assert.match(await hoverOn(document, 'numClasses, activation'), /batch, 4/);

    // Another file with the same function has nothing to do with it.
    const other = await openNew(builder);
    assert.equal(await titleOf(other.document.uri), 'assumes: inputShape = [10], numClasses = 10');

    await answering(['Unpin numClasses'], async () => {
      await change(document.uri);
    });
    assert.match((await titleOf(document.uri)) ?? '', /^assumed: inputShape = \[10\], numClasses = 10/);
  });

  it('are written as a directive, into the one that is there, and undone as one edit', async () => {
    const editor = await openNew(builder);
    const { document } = editor;
    await answering(['numClasses = 10', { type: '7', from: '10' }, 'Write a Comment over createModel'], async () => {
      await change(document.uri);
    });
    assert.equal(document.lineAt(2).text, '// gradline: numClasses = 7');
    assert.match((await titleOf(document.uri)) ?? '', /^assumed: inputShape = \[10\]/);
    assert.match(await hoverOn(document, 'numClasses, activation'), /batch, 7/);

    await answering(
      ['inputShape = [10]', { type: '[5]', from: '[10]' }, 'Write a Comment over createModel'],
      async () => {
        await change(document.uri, modelLine + 1);
      },
    );
    assert.equal(document.lineAt(2).text, '// gradline: numClasses = 7, inputShape = [5]');
    assert.equal(await argumentsLens(document.uri), undefined);
    assert.deepEqual(
      problems(document.uri).filter((problem) => codeOf(problem) === 'directive'),
      [],
    );

    await vscode.window.showTextDocument(document);
    await vscode.commands.executeCommand('undo');
    assert.equal(document.lineAt(2).text, '// gradline: numClasses = 7');
    await vscode.commands.executeCommand('undo');
    assert.equal(document.getText(), builder);
  });

  it('are those of the probe, too: the shape of an input that the code leaves open', async () => {
    const { document } = await openNew(
      `import * as tf from '@tensorflow/tfjs';\n\nconst model = tf.sequential();\nmodel.add(tf.layers.dense({ ` +
        `units: 4 }));\nmodel.compile({ optimizer: 'sgd', loss: 'meanSquaredError' });\n`,
    );
    const title = async (): Promise<string> => (await lenses(document.uri)).find(({ line }) => line === 2)?.title ?? '';
    await probe(document.uri);
    assert.match(await title(), /assumed: inputShape = \[10\]/);
    await answering(['inputShape = [10]', { type: '[6]', from: '[10]' }, 'Remember in This Workspace'], async () => {
      await change(document.uri, 2);
    });
    assert.match(await title(), /pinned: inputShape = \[6\]/);
    await answering(['Unpin inputShape'], async () => {
      await change(document.uri, 2);
    });
    assert.match(await title(), /assumed: inputShape = \[10\]/);
  });

  it(
    'are the loss and the optimizer of a model that is not compiled: chosen from those of tfjs, pinned, and ' +
      'written as a comment',
    async () => {
      const { document } = await openNew(
        `import * as tf from '@tensorflow/tfjs';\n\nexport const model = tf.sequential({ layers: [\n  ` +
          `tf.layers.dense({ units: 4, inputShape: [3] }),\n] });\n`,
      );
      const title = async (line: number): Promise<string> =>
        (await lenses(document.uri)).find((lens) => lens.line === line)?.title ?? '';
      await answering([], async () => {
        await change(document.uri, 2);
      });
      await probe(document.uri);
      assert.match(await title(2), /assumed: loss = meanSquaredError, optimizer = adam\(0\.001\)/);
      await answering(['loss = meanSquaredError', 'meanAbsoluteError', 'Remember in This Workspace'], async (shown) => {
        await change(document.uri, 2);
        assert.deepEqual(shown[0], [
          'loss = meanSquaredError · assumed, as the model is not compiled',
          'optimizer = adam(0.001) · assumed, as the model is not compiled',
        ]);
        assert.equal(shown[1].length, 14);
        assert.equal(shown[1][0], 'meanSquaredError · assumed, as the model is not compiled');
      });
      assert.match(await title(2), /pinned: loss = meanAbsoluteError · assumed: optimizer = adam\(0\.001\)/);
      await answering(['optimizer = adam', 'sgd', 'Write a Comment over model'], async () => {
        await change(document.uri, 2);
      });
      assert.equal(document.lineAt(2).text, '// gradline: optimizer = sgd');
      assert.match(await title(3), /pinned: loss = meanAbsoluteError · assumed: made-up data/);
      await answering(['Unpin loss'], async () => {
        await change(document.uri, 3);
      });
      assert.match(await title(3), /assumed: loss = meanSquaredError, made-up data/);
    },
  );

  it('change what a comment says where it stands', async () => {
    const { document } = await openNew(
      `// gradline: numClasses = 7\n${builder}`.replace('// gradline', '// First.\n// gradline'),
    );
    const line = find(document, 'tf.sequential').line;
    await answering(['numClasses = 7', { type: '8', from: '7' }], async (shown) => {
      await change(document.uri, line);
      assert.match(shown[0].join(), /numClasses = 7 · from the comment over the function/);
    });
    assert.match(document.getText(), /gradline: numClasses = 8\n/);
  });

  it('are told in plain words when they cannot be', async () => {
    await closePanel();
    const { document } = await openNew(builder);
    const said: string[] = [];
    await answering(
      ['numClasses = 10', { type: '4', from: '10', ask: ['ten', "'ten'", '[1', '4'], said }, undefined],
      async () => {
        await change(document.uri);
      },
    );
    assert.match(said[0], /^«ten» is not a literal\. If it is text, write 'ten'\./);
    assert.equal(said[1], 'numClasses is a number, such as 10; this is text.');
    assert.match(said[2], /^A comma or \] is missing/);
    assert.equal(said[3], '');
    assert.equal(panelTab(), undefined, 'who keeps nothing has nothing probed');
  });

  it('are offered for the function at the cursor, and for a whole file', async () => {
    const editor = await openNew(
      `${builder}\nexport const other = (units: number) => tf.sequential({ layers: [tf.layers.dense({ units, ` +
        `inputShape: [3] })] });\n`,
    );
    const at = find(editor.document, 'units, inputShape');
    editor.selection = new vscode.Selection(at, at);
    await answering([undefined], async (shown) => {
      await vscode.commands.executeCommand('gradline.changeAssumptions');
      assert.deepEqual(shown[0], ['units = 16 · assumed from how it is used']);
    });
    editor.selection = new vscode.Selection(0, 0, 0, 0);
    await answering([undefined], async (shown) => {
      await vscode.commands.executeCommand('gradline.changeAssumptions');
      assert.equal(shown[0].length, 5);
    });
  });

  it('are asked for where a builder stops on them', async () => {
    const { document } = await openNew(`import * as tf from '@tensorflow/tfjs';

export function createModel(units: number, side: number) {
  return tf.sequential({ layers: [
    tf.layers.dense({ units, inputShape: [4] }), tf.layers.reshape({ targetShape: [side, side] })] });
}
`);
    const before = await lenses(document.uri);
    await probe(document.uri);
    const after = await lenses(document.uri);
    assert.equal(after.length, before.length);
    assert.ok(
      after.some(({ title }) => title === 'Probe gradients · not reached'),
      after.map(({ title }) => title).join('\n'),
    );
    assert.equal(await titleOf(document.uri), 'createModel may ask for other arguments');
    await answering(['side = 10', { type: '4', from: '10' }, 'Remember in This Workspace'], async () => {
      await change(document.uri);
    });
    assert.match((await titleOf(document.uri)) ?? '', /^pinned: side = 4 · assumed: units = 16/);
    await answering(['Unpin side'], async () => {
      await change(document.uri);
    });
  });
});

describe('a directive that cannot be followed', () => {
  afterEach(reset);

  it('is a problem while it is typed, until it is right', async () => {
    await closePanel();
    const editor = await openNew(`// gradline: numClass = 4\n${builder}`.replace('// gradline', '\n// gradline'));
    const { document } = editor;
    const [problem] = await eventually('the problem', () =>
      problems(document.uri).length > 0 ? problems(document.uri) : undefined,
    );
    assert.equal(codeOf(problem), 'directive');
    assert.equal(document.getText(problem.range), 'numClass');
    assert.equal(problem.severity, vscode.DiagnosticSeverity.Warning);
    assert.equal(panelTab(), undefined, 'nothing was run');
    await editor.edit((edit) => {
      edit.replace(problem.range, 'numClasses');
    });
    await eventually('the problem to go', () => (problems(document.uri).length === 0 ? true : undefined));
  });
});

async function hoverOn(document: vscode.TextDocument, text: string): Promise<string> {
  const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
    'vscode.executeHoverProvider',
    document.uri,
    find(document, text),
  );
  return hovers
    .flatMap(({ contents }) =>
      contents.map((content) => (content instanceof vscode.MarkdownString ? content.value : '')),
    )
    .join('\n')
    .replaceAll('\\', '');
}

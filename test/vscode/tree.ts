/** Reads the tree of models as VS Code does: by the data provider that the extension hands out. */

import assert from 'node:assert/strict';
import * as vscode from 'vscode';

export interface Row {
  readonly label: string;
  readonly description: string;
  readonly icon: string;
  readonly color: string | undefined;
  readonly spoken: string;
  readonly item: vscode.TreeItem;
  readonly node: unknown;
  readonly children: readonly Row[];
}

export async function modelTree(): Promise<Row[]> {
  const extension = vscode.extensions.getExtension<{ models: vscode.TreeDataProvider<unknown> }>('gradline.gradline');
  assert.ok(extension);
  const { models } = await extension.activate();
  return rows(models, undefined);
}

async function rows(provider: vscode.TreeDataProvider<unknown>, node: unknown): Promise<Row[]> {
  const nodes = (await provider.getChildren(node)) ?? [];
  return Promise.all(
    nodes.map(async (child): Promise<Row> => {
      const item = await provider.getTreeItem(child);
      const icon = item.iconPath;
      assert.ok(
        icon instanceof vscode.ThemeIcon && typeof item.label === 'string' && typeof item.description === 'string',
      );
      return {
        label: item.label,
        description: item.description,
        icon: icon.id,
        color: icon.color?.id,
        spoken: item.accessibilityInformation?.label ?? '',
        item,
        node: child,
        children: await rows(provider, child),
      };
    }),
  );
}

/** As an outline, for messages and comparisons: `label | description`, children further in. */
export function outline(all: readonly Row[], indent = ''): string {
  return all
    .map(
      ({ label, description, children }) => `${indent}${label} | ${description}\n${outline(children, `${indent}  `)}`,
    )
    .join('');
}

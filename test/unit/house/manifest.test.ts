/** Tests that package.json says what a published extension must say, and promises only what exists. */

import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { root } from '../../harness/root';

interface Setting {
  readonly type?: unknown;
  readonly default?: unknown;
  readonly scope?: unknown;
  readonly description?: unknown;
  readonly markdownDescription?: unknown;
  readonly minimum?: number;
  readonly maximum?: number;
}

interface Command {
  readonly command: string;
  readonly title: string;
  readonly category?: string;
}

interface Manifest {
  readonly icon?: string;
  readonly main: string;
  readonly browser: string;
  readonly categories?: readonly string[];
  readonly keywords?: readonly string[];
  readonly activationEvents?: readonly string[];
  readonly capabilities?: {
    readonly untrustedWorkspaces?: { readonly supported?: unknown; readonly description?: string };
    readonly virtualWorkspaces?: unknown;
  };
  readonly contributes?: {
    readonly commands?: readonly Command[];
    readonly configuration?: { readonly title?: string; readonly properties?: Readonly<Record<string, Setting>> };
    readonly menus?: Readonly<Record<string, readonly { readonly command?: string }[]>>;
    readonly viewsWelcome?: readonly { readonly contents: string }[];
    readonly walkthroughs?: readonly {
      readonly steps: readonly { readonly media: Readonly<Record<string, string>> }[];
    }[];
  };
  readonly dependencies?: unknown;
}

const manifest = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as Manifest;
const exists = (file: string) => existsSync(path.join(root, file));

describe('package.json', () => {
  it('has an icon that exists, categories and keywords', () => {
    assert.ok(manifest.icon !== undefined && manifest.icon.endsWith('.png') && exists(manifest.icon));
    // PNG: width and height stand big-endian at bytes 16 and 20; the marketplace wants 128 pixels at least.
    const icon = readFileSync(path.join(root, manifest.icon));
    assert.ok(
      icon.readUInt32BE(16) >= 128 && icon.readUInt32BE(20) >= 128,
      'the icon has fewer than 128 pixels on a side',
    );
    assert.ok((manifest.categories ?? []).length > 0);
    assert.ok((manifest.keywords ?? []).length > 0 && (manifest.keywords ?? []).length <= 30);
  });

  it('is activated by languages alone', () => {
    const events = manifest.activationEvents ?? [];
    assert.ok(events.length > 0);
    // A panel that VS Code brings back would stay blank until somebody opens a file of these languages.
    assert.deepEqual(
      events.filter((event) => !event.startsWith('onLanguage:')),
      [],
    );
  });

  it('says what works in untrusted and in virtual workspaces', () => {
    assert.equal(manifest.capabilities?.untrustedWorkspaces?.supported, 'limited');
    assert.ok(manifest.capabilities.untrustedWorkspaces.description);
    assert.equal(manifest.capabilities.virtualWorkspaces, true);
  });

  it('has at most ten settings, each with type, default, scope and description', () => {
    const settings = Object.entries(manifest.contributes?.configuration?.properties ?? {});
    assert.equal(manifest.contributes?.configuration?.title, 'Gradline');
    assert.ok(settings.length > 0 && settings.length <= 10);
    for (const [name, setting] of settings) {
      assert.match(name, /^gradline\./);
      assert.ok(setting.type, `${name} has no type`);
      assert.notEqual(setting.default, undefined, `${name} has no default`);
      assert.ok(setting.scope, `${name} has no scope`);
      assert.ok(setting.description ?? setting.markdownDescription, `${name} has no description`);
      if (typeof setting.default === 'number')
        assert.ok(
          setting.default >= (setting.minimum ?? -Infinity) && setting.default <= (setting.maximum ?? Infinity),
          `${name}: the default is out of range`,
        );
    }
  });

  it('gives each command a title and the category Gradline, and menus only name commands that exist', () => {
    const commands = manifest.contributes?.commands ?? [];
    assert.ok(commands.length > 0);
    for (const { command, title, category } of commands)
      assert.ok(title !== '' && category === 'Gradline', `${command} has no title or category`);
    const known = new Set(commands.map(({ command }) => command));
    const named = Object.values(manifest.contributes?.menus ?? {})
      .flat()
      .flatMap(({ command }) => command ?? []);
    assert.deepEqual(
      named.filter((command) => !known.has(command)),
      [],
    );
    const linked = (manifest.contributes?.viewsWelcome ?? []).flatMap(({ contents }) =>
      [...contents.matchAll(/\(command:(gradline\.[\w.]+)\)/g)].map(([, command]) => command),
    );
    assert.ok(linked.length > 0);
    assert.deepEqual(
      linked.filter((command) => !known.has(command)),
      [],
    );
  });

  it('names only files that exist', () => {
    const pictures = (manifest.contributes?.walkthroughs ?? []).flatMap(({ steps }) =>
      steps.flatMap(({ media }) =>
        Object.entries(media)
          .filter(([kind]) => kind !== 'altText')
          .map(([, file]) => file),
      ),
    );
    assert.deepEqual(
      [manifest.main, manifest.browser, 'README.md', 'CHANGELOG.md', 'LICENSE', ...pictures].filter(
        (file) => !exists(file),
      ),
      [],
    );
  });

  it('needs no package at run time: everything is bundled', () => {
    assert.equal(manifest.dependencies, undefined);
  });
});

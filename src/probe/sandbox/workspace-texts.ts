/** Hands user code the JSON files of the workspace that it reads by Node's `fs` or by `fetch`. */

import type { NamedText } from '../protocol/job';
import { standIn } from './stand-in';

/** Modules that read files. */
const fileModules: ReadonlySet<string> = new Set([
  'fs',
  'node:fs',
  'fs/promises',
  'node:fs/promises',
  'fs-extra',
  'graceful-fs',
]);

/** What a read without an encoding gives: bytes that turn into their text, as Node's buffers do. */
class FileBytes extends Uint8Array {
  override toString(): string {
    return new TextDecoder().decode(this);
  }
}

type Callback = (error: null, content: unknown) => void;

export class WorkspaceTexts {
  /**
   * @param files those that the code names; without a text where the workspace has none
   * @param noteMissing gets the name of a file that the code reads and that is not there
   */
  constructor(
    private readonly files: readonly NamedText[],
    private readonly noteMissing: (name: string) => void,
  ) {}

  /** @param place a path or URL; undefined where it leads to none of the files */
  textOf(place: unknown): string | undefined {
    const path = pathOf(place);
    if (!path?.endsWith('.json')) return undefined;
    const found = this.files.find(({ name }) => leadsTo(path, name));
    if (found?.text === undefined && !/^https?:/.test(path)) this.noteMissing(`${path} (no such file here)`);
    return found?.text;
  }

  /** The module of this name: what it reads of the workspace is real, and all the rest a stand-in. */
  module(name: string): object | undefined {
    if (!fileModules.has(name)) return undefined;
    return withMembers(name, name.endsWith('promises') ? this.#promises(name) : this.#members(name));
  }

  #members(name: string): Readonly<Record<string, unknown>> {
    const rest = standIn(name) as Readonly<Record<string, (...values: unknown[]) => unknown>>;
    return {
      ...this.#promises(name),
      readFileSync: (path: unknown, ...more: unknown[]) => {
        const text = this.textOf(path);
        return text === undefined ? missingContent(path) : contentOf(text, more);
      },
      readFile: (path: unknown, ...more: unknown[]) => {
        const text = this.textOf(path);
        if (text === undefined) return rest.readFile(path, ...more);
        const callback = more.at(-1);
        if (typeof callback !== 'function') return Promise.resolve(contentOf(text, more));
        queueMicrotask(() => {
          (callback as Callback)(null, contentOf(text, more.slice(0, -1)));
        });
        return undefined;
      },
      existsSync: (path: unknown) => this.textOf(path) !== undefined || rest.existsSync(path),
      promises: withMembers(`${name}.promises`, this.#promises(name)),
    };
  }

  #promises(name: string): Readonly<Record<string, unknown>> {
    const rest = standIn(name) as Readonly<Record<string, (...values: unknown[]) => unknown>>;
    const parsed = (method: string, path: unknown): unknown => {
      const text = this.textOf(path);
      return text === undefined ? rest[method](path) : JSON.parse(text);
    };
    return {
      readFile: (path: unknown, ...more: unknown[]) => {
        const text = this.textOf(path);
        return text === undefined ? rest.readFile(path, ...more) : Promise.resolve(contentOf(text, more));
      },
      ...Object.fromEntries(
        ['readJson', 'readJSON'].map((method) => [method, (path: unknown) => Promise.resolve(parsed(method, path))]),
      ),
      ...Object.fromEntries(
        ['readJsonSync', 'readJSONSync'].map((method) => [method, (path: unknown) => parsed(method, path)]),
      ),
    };
  }

  /** What `fetch` answers; undefined where the address leads to none of the files. */
  response(address: unknown): object | undefined {
    const text = this.textOf(address);
    if (text === undefined) return undefined;
    const bytes = new TextEncoder().encode(text);
    return {
      ok: true,
      status: 200,
      statusText: 'OK',
      url: String(address),
      json: () => Promise.resolve(JSON.parse(text) as unknown),
      text: () => Promise.resolve(text),
      arrayBuffer: () => Promise.resolve(bytes.buffer),
    };
  }
}

/** What a read of a file that is not there gives: its text is a stand-in too, so that parsing it gives one. */
function missingContent(path: unknown): object {
  const content = standIn(`contents of ${typeof path === 'string' ? path : 'a file'}`) as { toString: () => unknown };
  content.toString = () => content;
  return content;
}

/** A stand-in with some members that work. */
function withMembers(name: string, members: Readonly<Record<PropertyKey, unknown>>): object {
  const made: object = new Proxy(standIn(name), {
    get: (rest, key) => {
      if (key === 'default') return made;
      return Object.hasOwn(members, key) ? members[key] : (Reflect.get(rest, key) as unknown);
    },
  });
  return made;
}

function contentOf(text: string, [encoding]: readonly unknown[]): unknown {
  const isText =
    typeof encoding === 'string' ||
    (typeof encoding === 'object' && encoding !== null && typeof Reflect.get(encoding, 'encoding') === 'string');
  return isText ? text : new FileBytes(new TextEncoder().encode(text));
}

function pathOf(place: unknown): string | undefined {
  if (typeof place === 'string') return place.replaceAll('\\', '/');
  return place instanceof URL ? decodeURIComponent(place.pathname) : undefined;
}

/** Whether a path that the code makes as it runs ends as the name in its text says. */
function leadsTo(path: string, name: string): boolean {
  const plain = name.replaceAll('\\', '/').replace(/^(?:\.{0,2}\/)+/, '');
  return path === name || path === plain || path.endsWith(`/${plain}`);
}

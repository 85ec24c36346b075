// Builds all that runs: the extension, its lazily loaded rooms, the probe, the panel, the command line, the tests.
// usage: node esbuild.mjs [--tests] [--minify] [--types]

import { build } from 'esbuild';
import { copyFile, mkdir, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { thirdPartyLicenses } from './build/third-party-licenses.mjs';

const root = path.dirname(fileURLToPath(import.meta.url));
const minify = process.argv.includes('--minify');
const withTests = process.argv.includes('--tests');
const withTypes = process.argv.includes('--types');

/**
 * Rooms with a heavy dependency. Each is a bundle of its own, which the extension and the command line load when they
 * first need it.
 */
const lazyRooms = {
  'src/source/index.ts': './source.js',
  'src/bundle/index.ts': './bundler.js',
  'src/config/index.ts': './config.js',
  'src/cli/serve-mcp.ts': './mcp.js',
};

const lazy = {
  name: 'lazy-rooms',
  setup(b) {
    b.onResolve({ filter: /^\.{1,2}\// }, async (args) => {
      if (args.pluginData === 'resolving' || args.kind === 'entry-point') return undefined;
      const found = await b.resolve(args.path, {
        resolveDir: args.resolveDir,
        kind: args.kind,
        pluginData: 'resolving',
      });
      const room = path.relative(root, found.path).replaceAll('\\', '/');
      return lazyRooms[room] ? { path: lazyRooms[room], external: true } : found;
    });
  },
};

/**
 * The same for a web worker extension host, where files load by promises alone. Whoever awaits an `import()` of a module
 * that exports `then` gets what `then` resolves to: here, the room.
 */
const lazyByFetch = {
  name: 'lazy-rooms-by-fetch',
  setup(b) {
    lazy.setup({ ...b, onResolve: (on, find) => b.onResolve(on, async (args) => roomToFetch(await find(args))) });
    b.onLoad({ filter: /.*/, namespace: 'fetched-room' }, ({ path: room }) => ({
      contents: `import { loadLazyModule } from './src/editor/host/lazy-modules';
        export const then = (...settle) => loadLazyModule(${JSON.stringify(path.posix.basename(room))}).then(...settle);`,
      resolveDir: root,
    }));
  },
};
const roomToFetch = (found) => (found?.external ? { path: found.path, namespace: 'fetched-room' } : found);

/** The probe never runs on WebGL, so it loads only the names and flags of tfjs's WebGL backend. */
const withoutWebGL = {
  name: 'without-webgl',
  setup(b) {
    b.onResolve({ filter: /^@tensorflow\/tfjs-backend-webgl$/ }, () => ({
      path: path.join(root, 'src/probe/backend/no-webgl.ts'),
    }));
  },
};

/**
 * Takes TypeScript as the object that it exports. For an import of it, esbuild would copy all of its names, once in each
 * importing file: 0.25 s of processor time for a test file, of which there are over 200.
 */
const typescriptUncopied = {
  name: 'typescript-uncopied',
  setup(b) {
    b.onResolve({ filter: /^typescript$/ }, ({ kind }) =>
      kind === 'import-statement' ? { path: 'typescript', namespace: 'uncopied' } : undefined,
    );
    b.onLoad({ filter: /.*/, namespace: 'uncopied' }, () => ({
      contents: `export default require('typescript');`,
      resolveDir: root,
    }));
  },
};

/** Leaves packages to Node, but for those whose names match. */
const externalBut = (bundled) => ({
  name: 'external-packages',
  setup(b) {
    b.onResolve({ filter: /^[^./]/ }, ({ path: name, kind, importer }) =>
      kind === 'entry-point' || bundled.test(name) || importer.includes('/node_modules/')
        ? undefined
        : { path: name, external: true },
    );
  },
});

/** The folder of the copy of a package that a module of another package loads. */
function folderOfPackage(name, importer) {
  const { resolve } = createRequire(import.meta.url);
  return path.dirname(createRequire(resolve(importer)).resolve(`${name}/package.json`));
}

const common = {
  absWorkingDir: root,
  bundle: true,
  minify,
  metafile: true,
  logLevel: 'warning',
  sourcemap: minify ? false : 'linked',
  legalComments: 'none',
};
const node = { ...common, platform: 'node', format: 'cjs', target: 'node20' };
// Lazily loaded rooms are required: for an import(), Node would first search the whole file for the names it exports.
const requiring = { supported: { 'dynamic-import': false } };
const browser = { ...common, platform: 'browser', target: 'chrome120' };

const builds = {
  extension: {
    ...node,
    ...requiring,
    entryPoints: ['src/extension.ts'],
    outfile: 'dist/extension.js',
    external: ['vscode'],
    plugins: [lazy],
  },
  web: {
    ...browser,
    ...requiring,
    format: 'cjs',
    entryPoints: ['src/extension-web.ts'],
    outfile: 'dist/extension-web.js',
    external: ['vscode'],
    plugins: [lazyByFetch],
  },
  cli: {
    ...node,
    ...requiring,
    entryPoints: ['src/cli/main.ts'],
    outfile: 'dist/cli.js',
    plugins: [lazy],
    banner: { js: '#!/usr/bin/env node' },
  },
  mcp: {
    ...node,
    ...requiring,
    minify: true,
    entryPoints: ['src/cli/serve-mcp.ts'],
    outfile: 'dist/mcp.js',
    // The SDK and its formats would each bring a copy.
    alias: { ajv: folderOfPackage('ajv', '@modelcontextprotocol/sdk/server/mcp.js') },
    plugins: [lazy],
  },
  // What `import { probe } from 'gradline'` gives.
  api: {
    ...node,
    ...requiring,
    entryPoints: ['src/cli/api.ts'],
    outfile: 'dist/api.js',
    plugins: [lazy],
  },
  // Minified in every build, because most of it is other people's code, and VS Code loads it at each start. It parses
  // text and reads no file, so TypeScript gets no process, which it would take as leave to load the modules of Node.
  source: {
    ...browser,
    format: 'cjs',
    minify: true,
    define: { process: 'undefined' },
    entryPoints: ['src/source/index.ts'],
    outfile: 'dist/source.js',
    plugins: [typescriptUncopied],
  },
  // The main file of jsonc-parser is UMD, whose inner requires esbuild cannot follow.
  bundler: {
    ...browser,
    format: 'cjs',
    entryPoints: ['src/bundle/index.ts'],
    outfile: 'dist/bundler.js',
    mainFields: ['module', 'main'],
  },
  // Without `self`, from whose address the validator would make a URL: in VS Code's web worker host there is none to make.
  config: {
    ...browser,
    format: 'cjs',
    minify: true,
    define: { self: 'undefined' },
    entryPoints: ['src/config/index.ts'],
    outfile: 'dist/config.js',
    mainFields: ['module', 'main'],
  },
  // One file for the webview's worker and for Node's worker thread; minified in every build, because each run loads it.
  probe: {
    ...browser,
    minify: true,
    entryPoints: ['src/probe/worker.ts'],
    outfile: 'dist/probe.js',
    format: 'iife',
    plugins: [withoutWebGL],
  },
  thread: {
    ...node,
    entryPoints: ['src/cli/runner/probe-thread.ts'],
    outfile: 'dist/probe-thread.js',
    external: ['./probe.js'],
  },
  panel: { ...browser, entryPoints: ['webview/panel.ts'], outfile: 'dist/panel.js', format: 'iife' },
  style: { ...browser, entryPoints: ['webview/panel.css'], outfile: 'dist/panel.css' },
};

async function findTests(folder) {
  const entries = await readdir(path.join(root, folder), { recursive: true, withFileTypes: true });
  return entries
    .filter((e) => e.isFile() && (/\.test\.ts$/.test(e.name) || e.name === 'index.ts' || e.name.endsWith('.main.ts')))
    .map((e) => path.relative(root, path.join(e.parentPath ?? e.path, e.name)))
    .filter((file) => !/^test[\\/](models|fixtures)[\\/]/.test(file));
}

/**
 * Mocha's build for browsers would make itself the exports of the file around it, where it finds `module`; without it,
 * it stays in the global object.
 */
const globalMocha = {
  name: 'global-mocha',
  setup(b) {
    b.onLoad({ filter: /[\\/]mocha[\\/]mocha\.js$/ }, async ({ path: file }) => ({
      contents: `const module = undefined, exports = undefined; ${await readFile(file, 'utf8')}`,
    }));
  },
};

/**
 * What these files show comes out of the panel, and out of code that never asks for its host. Node's host runs them. The
 * web worker host runs what it does in ways of its own: load the rooms, read files and settings, search, answer agents.
 */
const inNodeAlone = [
  ...['assumptions', 'edits', 'files', 'fixes', 'hover', 'kinds-of-code', 'notifications', 'one-model', 'own-errors'],
  ...['problems', 'runs', 'several-models'],
];

/** A suite for the web worker host is one file, whose test files run once mocha is ready. */
async function buildWebSuite(index) {
  const folder = path.dirname(index);
  const files = (await readdir(path.join(root, folder)))
    .filter((name) => name.endsWith('.test.ts') && !inNodeAlone.includes(path.basename(name, '.test.ts')))
    .sort();
  const loaders = files.map((name) => `() => require('./${name}')`);
  const harness = path.relative(folder, 'test/harness/vscode').replaceAll('\\', '/');
  await build({
    ...browser,
    format: 'cjs',
    minify: false,
    stdin: {
      contents: `import { runSuite } from '${harness}/run-web-suite';
        export const run = () => runSuite([${loaders.join(', ')}]);`,
      resolveDir: path.join(root, folder),
      sourcefile: 'web.ts',
    },
    alias: { 'node:assert/strict': './test/harness/vscode/web-assert.ts' },
    external: ['vscode'],
    plugins: [globalMocha],
    outfile: path.join('out', folder, 'web.js'),
  });
}

await rm(path.join(root, 'dist'), { recursive: true, force: true });
await mkdir(path.join(root, 'dist'), { recursive: true });
const metafiles = {};
await Promise.all(
  Object.entries(builds).map(async ([name, options]) => {
    metafiles[name] = (await build(options)).metafile;
  }),
);
await writeFile(
  path.join(root, 'dist/third-party-licenses.txt'),
  await thirdPartyLicenses(root, Object.values(metafiles)),
);
if (withTypes) {
  // It loads TypeScript, which other builds need not.
  const { apiTypes } = await import('./build/api-types.mjs');
  await writeFile(path.join(root, 'dist/api.d.ts'), await apiTypes(root));
}
const packages = (file) => path.join(root, 'node_modules', file);
await copyFile(packages('esbuild-wasm/esbuild.wasm'), path.join(root, 'dist/esbuild.wasm'));
await copyFile(
  packages('@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm'),
  path.join(root, 'dist/tfjs-backend-wasm-simd.wasm'),
);

if (withTests) {
  await rm(path.join(root, 'out'), { recursive: true, force: true });
  await mkdir(path.join(root, 'out'), { recursive: true });
  const tests = await findTests('test');
  const isBench = (file) => file.startsWith('test/bench/');
  const outputs = { ...node, outdir: 'out/test', outbase: 'test', minify: false };
  await build({
    ...outputs,
    entryPoints: tests.filter((file) => !isBench(file)),
    packages: 'external',
    external: ['vscode'],
    plugins: [typescriptUncopied],
  });
  // The bench runs the probe's own code: as in the probe's bundle, the inner parts of tfjs and its public face have to be one copy.
  await build({
    ...outputs,
    entryPoints: tests.filter(isBench),
    plugins: [externalBut(/^@tensorflow\//)],
    mainFields: ['module', 'main'],
  });
  await Promise.all(tests.filter((file) => /^test\/vscode\/(.*\/)?index\.ts$/.test(file)).map(buildWebSuite));
  // The test of the import direction reads what went into each bundle.
  await writeFile(path.join(root, 'out/metafiles.json'), JSON.stringify(metafiles));
}

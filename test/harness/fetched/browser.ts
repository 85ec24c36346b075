/** Finds and launches a Chrome or Chromium; where a bare Linux machine has none, npm fetches one. */

import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { chromium, type Browser } from 'playwright-core';
import { ownGroup, ownPath, spawnOwned } from '../processes/owned';
import { cached } from './cache';
import { npmInstall } from './npm';
import { onPath } from './on-path';

const fetched = '@sparticuz/chromium@153.0.0';

export interface BrowserPlace {
  readonly executable: string;
  /** What a fetched browser needs in its environment to find its libraries and fonts. */
  readonly environment: Readonly<Record<string, string>>;
}

const names = ['google-chrome', 'google-chrome-stable', 'chromium', 'chromium-browser', 'chrome', 'microsoft-edge'];

function usualPlaces(): string[] {
  if (process.platform === 'darwin') {
    return ['Google Chrome', 'Chromium', 'Microsoft Edge'].map(
      (name) => `/Applications/${name}.app/Contents/MacOS/${name}`,
    );
  }
  if (process.platform === 'win32') {
    const bases = [process.env.PROGRAMFILES, process.env['PROGRAMFILES(X86)'], process.env.LOCALAPPDATA].filter(
      (base) => base !== undefined,
    );
    return bases.flatMap((base) =>
      ['Google/Chrome', 'Chromium', 'Microsoft/Edge'].map((name) =>
        path.join(base, name, `Application/${name === 'Microsoft/Edge' ? 'msedge' : 'chrome'}.exe`),
      ),
    );
  }
  return [];
}

/** Names the machine's fonts and those beside this file; the package's own file names fonts in the temporary folder. */
const fontConfiguration =
  '<?xml version="1.0"?><fontconfig><dir>/usr/share/fonts</dir><dir prefix="relative">.</dir></fontconfig>\n';

const unpack = "const { default: chromium } = await import('@sparticuz/chromium'); await chromium.executablePath();";

/** Fetches Chromium's headless shell from npm, with the libraries (nss) and fonts that a bare machine lacks. */
async function fetchBrowser(): Promise<BrowserPlace> {
  const folder = await cached(
    fetched.replace('@sparticuz/', 'sparticuz-'),
    `Chromium (npm package ${fetched})`,
    async (part) => {
      const install = path.join(part, 'install');
      await mkdir(install);
      await npmInstall(install, [fetched]);
      // The package unpacks into the temporary folder, its libraries only where it takes the machine for Amazon Linux.
      await spawnOwned(process.execPath, ['--input-type=module', '-e', unpack], {
        cwd: install,
        env: { ...process.env, TMPDIR: part, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs22.x' },
        stdio: ['ignore', 'ignore', 'inherit'],
      }).ended;
      await rm(install, { recursive: true });
      await writeFile(path.join(part, 'fonts/fonts.conf'), fontConfiguration);
      if (!existsSync(path.join(part, 'chromium')))
        throw new Error(`${fetched} unpacked no browser: it is laid out differently than this harness knows.`);
    },
  );
  const libraries = [path.join(folder, 'al2023/lib'), process.env.LD_LIBRARY_PATH].filter(Boolean).join(':');
  return {
    executable: path.join(folder, 'chromium'),
    environment: { LD_LIBRARY_PATH: libraries, FONTCONFIG_PATH: path.join(folder, 'fonts') },
  };
}

/**
 * Returns the browser to test with: CHROME_PATH, an installed one, playwright's own, or on Linux x64 one from npm.
 * @throws when there is none; the message says where the harness looked and what to do
 */
export async function findBrowser(): Promise<BrowserPlace> {
  const given = process.env.CHROME_PATH;
  if (given) {
    if (!existsSync(given))
      throw new Error(
        `CHROME_PATH names ${given}, which does not exist. ` +
          'Set it to the executable of Chrome or Chromium, or unset it.',
      );
    return { executable: given, environment: {} };
  }
  const installed = [...names.map(onPath), ...usualPlaces(), chromium.executablePath()].find(
    (file) => file !== undefined && existsSync(file),
  );
  if (installed !== undefined) return { executable: installed, environment: {} };
  if (process.platform === 'linux' && process.arch === 'x64') return fetchBrowser();
  throw new Error(
    `No Chrome or Chromium was found: not as ${names.join(', ')} on the PATH${usualPlaces()
      .map((place) => `, not at ${place}`)
      .join('')}. Install Chrome or Chromium, or set CHROME_PATH to its executable.`,
  );
}

/** The folder of a launched browser's profile, which playwright removes only when the browser is closed in order. */
function profileOf(words: readonly string[]): string | undefined {
  const option = '--user-data-dir=';
  return words.find((word) => word.startsWith(option))?.slice(option.length);
}

/**
 * Launches the browser without a window. Closing the returned browser ends all its processes, and so does the end of
 * this process, however it ends.
 */
export async function launchBrowser(): Promise<Browser> {
  const place = await findBrowser();
  const artifacts = await mkdtemp(path.join(tmpdir(), 'gradline-browser-'));
  const removeArtifacts = ownPath(artifacts);
  // A launched server, unlike a launched browser, tells which process the browser runs in.
  const server = await chromium.launchServer({
    executablePath: place.executable,
    env: { ...process.env, ...place.environment },
    args: ['--no-sandbox', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
    artifactsDir: artifacts,
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
  });
  const { pid, spawnargs } = server.process();
  const profile = profileOf(spawnargs);
  const removeProfile = profile === undefined ? undefined : ownPath(profile);
  const kill = pid === undefined ? undefined : ownGroup(pid);
  const end = () => {
    kill?.();
    removeProfile?.();
    removeArtifacts();
  };
  try {
    const browser = await chromium.connect(server.wsEndpoint());
    browser.on('disconnected', () => {
      server.close().then(end, end);
    });
    return browser;
  } catch (error) {
    end();
    throw error;
  }
}

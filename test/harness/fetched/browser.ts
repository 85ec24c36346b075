/** Finds a Chrome or Chromium, fetching one by npm where a bare Linux machine has none, and launches it. */

import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { chromium, type Browser } from 'playwright-core';
import { cached } from './cache';
import { npmInstall } from './npm';
import { onPath } from './on-path';

const fetched = '@sparticuz/chromium@153.0.0';

export interface BrowserPlace {
  readonly executable: string;
  /** Added to the environment: the libraries and fonts of a fetched browser. */
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

/** The machine's fonts and those beside this file; the package's own would look for them in the temporary folder. */
const fontConfiguration =
  '<?xml version="1.0"?><fontconfig><dir>/usr/share/fonts</dir><dir prefix="relative">.</dir></fontconfig>\n';

/** Chromium's headless shell from npm, unpacked with the libraries (nss) and fonts that a bare machine lacks. */
async function fetchBrowser(): Promise<BrowserPlace> {
  const folder = await cached(
    fetched.replace('@sparticuz/', 'sparticuz-'),
    `Chromium (npm package ${fetched})`,
    async (part) => {
      const install = path.join(part, 'install');
      await mkdir(install);
      await npmInstall(install, [fetched]);
      // The package unpacks into the temporary folder, and its libraries only where it believes itself on Amazon Linux 2023.
      await promisify(execFile)(
        process.execPath,
        [
          '--input-type=module',
          '-e',
          "const { default: chromium } = await import('@sparticuz/chromium'); await chromium.executablePath();",
        ],
        {
          cwd: install,
          env: { ...process.env, TMPDIR: part, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs22.x' },
        },
      );
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
 * The browser to test with: CHROME_PATH, one that is installed, playwright's own, or on Linux x64 one that npm fetches.
 * @throws when there is none, with what was looked for and what to do
 */
export async function findBrowser(): Promise<BrowserPlace> {
  const given = process.env.CHROME_PATH;
  if (given) {
    if (!existsSync(given))
      throw new Error(
        `CHROME_PATH names ${given}, which does not exist. Set it to the executable of Chrome or Chromium, or unset it.`,
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

/** Launches the browser without a window. It is closed with this process, and by `close()`. */
export async function launchBrowser(): Promise<Browser> {
  const place = await findBrowser();
  return chromium.launch({
    executablePath: place.executable,
    env: { ...process.env, ...place.environment },
    args: ['--no-sandbox', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
  });
}

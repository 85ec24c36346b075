// Lists the packages whose code is in the bundles, each with its licence.

import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';

const packageFolder = /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/;

/**
 * @param {string} root the folder that the metafiles' paths are relative to
 * @param {readonly import('esbuild').Metafile[]} metafiles of all bundles
 * @returns {Promise<string>} a text with one section for each package, in the order of their names
 * @throws where a package neither has a licence file nor names a licence
 */
export async function thirdPartyLicenses(root, metafiles) {
  const inputs = metafiles.flatMap(({ inputs }) => Object.keys(inputs));
  const folders = [...new Set(inputs.flatMap((file) => packageFolder.exec(file.replaceAll('\\', '/'))?.[0] ?? []))];
  const sections = await Promise.all(folders.map((folder) => section(path.join(root, folder))));
  const head = 'Gradline contains code of these packages.\n';
  return [head, ...new Set(sections.sort())].join(`\n${'-'.repeat(80)}\n\n`);
}

async function section(folder) {
  const { name, version, license, author } = JSON.parse(await readFile(path.join(folder, 'package.json'), 'utf8'));
  const files = (await readdir(folder)).filter((file) => /^(licen[cs]e|copying|notice)/i.test(file)).sort();
  if (files.length === 0 && typeof license !== 'string') throw new Error(`${folder} names no licence.`);
  const texts = await Promise.all(files.map(async (file) => (await readFile(path.join(folder, file), 'utf8')).trim()));
  const by = typeof author === 'string' ? author : author?.name;
  const facts = `${name} ${version}\nLicence: ${license ?? 'see below'}${by ? `\nAuthor: ${by}` : ''}`;
  return `${[facts, ...texts].join('\n\n')}\n`;
}

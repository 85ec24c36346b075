/** Reads the real data that comments of a file name: modules to bundle with it, and tables to hand to the probe. */

import type { Bundle } from '../../bundle/bundle';
import { importExtensions } from '../../bundle/resolve/loaders';
import { extensionOf, folderOf, joinPath, fileName } from '../../files/paths';
import type { RealDataSource } from '../../probe/protocol/job';
import { isRangeWithin, type TextInsertion } from '../../report/position';
import { probeGlobalText } from '../../report/probe-globals';
import type { ProbeError } from '../../report/report';
import type { DataDirective } from '../../source/directives/directives';
import type { EntryPoint } from '../../source/sites/sites';
import type { WorkspaceFiles } from '../../files/file-access';
import { readTable, TableFault } from './table';

/** The most bytes of a data file: a larger one takes longer to read than a probe should take. */
const largestData = 32 * 1024 * 1024;

/** A source of data, and the comment that names it. */
interface Named {
  readonly directive: DataDirective;
  readonly source: RealDataSource;
  /** The path of a module, for the bundler. */
  readonly module?: string;
}

export class RealDataFiles {
  private constructor(
    private readonly file: string,
    private readonly named: readonly Named[],
    /** One for each comment whose data cannot be read. */
    readonly errors: readonly ProbeError[],
  ) {}

  static async read(file: string, directives: readonly DataDirective[], files: WorkspaceFiles): Promise<RealDataFiles> {
    const named: Named[] = [];
    const errors: ProbeError[] = [];
    for (const directive of directives) {
      try {
        named.push(await readOne(file, directive, files));
      } catch (error) {
        if (!(error instanceof TableFault)) throw error;
        errors.push(fault(file, directive, error.message));
      }
    }
    // Data for one function come before data for the whole file.
    named.sort((a, b) => Number(a.directive.ownerRange === undefined) - Number(b.directive.ownerRange === undefined));
    return new RealDataFiles(file, named, errors);
  }

  /** The text to insert into the file, which gives the probe the modules. */
  insertions(text: string): TextInsertion[] {
    // A shebang has to stay the first line.
    const offset = /^#!.*(?:\r\n|\n|\r)?/.exec(text)?.[0].length ?? 0;
    return this.named.flatMap(({ module }, index) =>
      module === undefined
        ? []
        : [
            {
              offset,
              text: `${probeGlobalText('registerData')}?.(${index}, () => require(${JSON.stringify(module)}));`,
            },
          ],
    );
  }

  /** Puts the functions that have data of their own first, so that they make their models before other functions do. */
  ordered(entries: readonly EntryPoint[]): EntryPoint[] {
    const isMeant = ({ extent }: EntryPoint): boolean =>
      this.named.some(({ directive: { ownerRange } }) => ownerRange !== undefined && isRangeWithin(extent, ownerRange));
    return [...entries.filter(isMeant), ...entries.filter((entry) => !isMeant(entry))];
  }

  /** The sources for the probe, in the order that `errorFor` counts. */
  sources(bundle: Bundle): RealDataSource[] {
    return this.named.map(({ source, directive: { ownerRange } }) => {
      const within = ownerRange && bundle.place(this.file, ownerRange);
      return { ...source, ...(within && { within }) };
    });
  }

  /** @param index in the order of `sources`, of the source that does not fit */
  errorFor(index: number, message: string): ProbeError {
    return fault(this.file, this.named[index].directive, message);
  }

  /** Whether any of the data come from modules. */
  get hasModules(): boolean {
    return this.named.some(({ module }) => module !== undefined);
  }

  /** The same data without the modules, each of which gets an error with the reason why it cannot be bundled. */
  withoutModules(reasons: readonly ProbeError[]): RealDataFiles {
    const left = this.named.filter(({ module }) => module === undefined);
    const errors = this.named.flatMap(({ module, directive, source }) => {
      if (module === undefined) return [];
      const own = reasons.filter((error) => error.file === module);
      return fault(
        this.file,
        directive,
        `${source.name} cannot be read. ${(own.length > 0 ? own : reasons)[0].message}`,
      );
    });
    return new RealDataFiles(this.file, left, [...this.errors, ...errors]);
  }
}

async function readOne(file: string, directive: DataDirective, files: WorkspaceFiles): Promise<Named> {
  const path = await find(joinPath(folderOf(file), directive.path), files);
  const name = fileName(directive.path);
  if (path === undefined)
    throw new TableFault(
      `There is no file ${directive.path} seen from ${fileName(file)}. Create it, or correct the path.`,
    );
  const kind = kindOf(path);
  if (kind === 'module') {
    const shown = `${name}${directive.export === undefined ? '' : `#${directive.export}`}`;
    return {
      directive,
      module: path,
      source: { name: shown, content: { kind, ...(directive.export !== undefined && { export: directive.export }) } },
    };
  }
  if (kind === undefined)
    throw new TableFault(
      `Data cannot be read from a file such as ${name}. ` +
        `Name a .csv, .tsv or .json file, or a module that exports a batch.`,
    );
  if (((await files.size(path)) ?? 0) > largestData)
    throw new TableFault(
      `${name} is larger than ${largestData / (1024 * 1024)} MB, the most that a probe reads. ` +
        `A few thousand rows of it will do.`,
    );
  const bytes = await files.readBytes(path);
  // The text of an editor that is not saved yet comes before the disk.
  const text = (await files.readText(path)) ?? (bytes && new TextDecoder().decode(bytes));
  if (text === undefined)
    throw new TableFault(`${name} could not be read. Check that it can be opened, and probe again.`);
  if (text.includes('\0'))
    throw new TableFault(`${name} is not text. Name a .csv, .tsv or .json file that can be read in an editor.`);
  return {
    directive,
    source: { name, content: readContent(kind, text.replace(/^\uFEFF/, ''), directive.export, name) },
  };
}

function readContent(
  kind: 'csv' | 'tsv' | 'json',
  text: string,
  labels: string | undefined,
  name: string,
): RealDataSource['content'] {
  if (kind === 'json') {
    let value: unknown;
    try {
      value = JSON.parse(text);
    } catch (error) {
      throw new TableFault(
        `${name} is not valid JSON: ${error instanceof Error ? error.message : String(error)}. ` +
          `Correct it and probe again.`,
      );
    }
    if (typeof value === 'object' && value !== null && 'xs' in value && 'ys' in value)
      return { kind: 'arrays', xs: value.xs, ys: value.ys };
  }
  return { kind: 'table', table: readTable(kind, text, labels?.split(',').map((label) => label.trim()) ?? [], name) };
}

async function find(path: string, files: WorkspaceFiles): Promise<string | undefined> {
  for (const candidate of [path, ...importExtensions.map((extension) => path + extension)])
    if ((await files.kind(candidate)) === 'file') return candidate;
  return undefined;
}

function kindOf(path: string): 'csv' | 'tsv' | 'json' | 'module' | undefined {
  switch (extensionOf(path)) {
    case '.csv':
      return 'csv';
    case '.tsv':
      return 'tsv';
    case '.json':
      return 'json';
    default:
      return (importExtensions as readonly string[]).includes(extensionOf(path)) ? 'module' : undefined;
  }
}

function fault(file: string, { valueRange }: DataDirective, message: string): ProbeError {
  return {
    file,
    range: valueRange,
    code: 'data',
    message: `Line ${valueRange.start.line + 1}: ${message} Until then the model is probed without these data.`,
  };
}

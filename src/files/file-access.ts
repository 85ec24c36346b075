/**
 * Types the access to files that each caller passes in, so that text on disk, in virtual folders and in memory all
 * work.
 */

export type FileKind = 'file' | 'directory';

/** Paths are absolute, with forward slashes. Unsaved editor text wins over the disk wherever the caller has both. */
export interface FileAccess {
  /** The text of a file; undefined where there is none, or where it is not text. */
  readText(path: string): Promise<string | undefined>;
  /** What lies at the path; undefined where nothing does. */
  kind(path: string): Promise<FileKind | undefined>;
  /** The code files of the project that a file belongs to, as far as they can be listed. */
  list?(near: string): Promise<readonly string[]>;
}

/** An access that also reads files that are not text. */
export interface WorkspaceFiles extends FileAccess {
  /** The file's size in bytes; undefined where there is no such file. */
  size(path: string): Promise<number | undefined>;
  /** The bytes of a file; undefined where there is no such file. */
  readBytes(path: string): Promise<Uint8Array | undefined>;
}

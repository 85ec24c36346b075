/**
 * How every room reads files: through an access that its caller passes in, so that disk, virtual and in-memory text all
 * work.
 */

export type FileKind = 'file' | 'directory';

/** Paths are absolute, with forward slashes. Unsaved editor text wins over the disk wherever the caller has both. */
export interface FileAccess {
  /** The text of a file; undefined where there is none, or where it is not text. */
  readText(path: string): Promise<string | undefined>;
  /** Undefined where there is nothing. */
  kind(path: string): Promise<FileKind | undefined>;
  /** The code files of the project that a file belongs to, as far as they can be listed. */
  list?(near: string): Promise<readonly string[]>;
}

/** Files of the workspace, also those that are not text. */
export interface WorkspaceFiles extends FileAccess {
  /** In bytes; undefined where there is no such file. */
  size(path: string): Promise<number | undefined>;
  /** Undefined where there is no such file. */
  readBytes(path: string): Promise<Uint8Array | undefined>;
}

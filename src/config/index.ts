/** Exports the functions that read a config's text. It loads the validator and the JSON parser, so import it lazily. */

export { readConfig } from './read-config';
export { settingsForFile } from './settings-for-file';

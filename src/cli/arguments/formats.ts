/** The names of the formats that a report can be printed in. */

export const reportFormats = ['text', 'json', 'sarif', 'github', 'junit', 'markdown'] as const;
export type ReportFormat = (typeof reportFormats)[number];

/** In which a report leaves the program. */
export const exportFormats = ['summary', 'markdown', 'json'] as const;
export type ExportFormat = (typeof exportFormats)[number];

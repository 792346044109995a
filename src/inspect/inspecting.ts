/** What is needed once a function is inspected, and not before: a chunk, so that VS Code starts without it. */
export { failureToMarkdown } from '../core/export/failureMarkdown';
export { failureToJson, reportToJson } from '../core/export/reportToJson';
export { reportToMarkdown } from '../core/export/reportMarkdown';
export { failureSummary, reportSummary } from '../core/export/summary';
export { explainFailure } from '../core/failure/mountFailure';
export { buildReport } from '../core/report';
export { InstalledProbe } from './ways/installedProbe';
export { ShellHandler } from './ways/shellHandler';
export { TemporaryProbe } from './ways/temporaryProbe';

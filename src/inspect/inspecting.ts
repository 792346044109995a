/** What is needed once a function is inspected, and not before: a chunk, so that VS Code starts without it. */
export { failureToMarkdown } from '../core/failureMarkdown';
export { failureToJson, reportToJson } from '../core/json';
export { reportToMarkdown } from '../core/markdown';
export { explainFailure } from '../core/mountFailure';
export { buildReport } from '../core/report';
export { InstalledProbe } from './ways/installedProbe';
export { ShellHandler } from './ways/shellHandler';
export { TemporaryProbe } from './ways/temporaryProbe';

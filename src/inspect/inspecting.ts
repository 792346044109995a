/** What is needed once a function is inspected, and not before: a chunk, so that VS Code starts without it. */
export { explainFailure } from '../core/failure/mountFailure';
export { buildReport } from '../core/report';
export { withMetricFindings } from '../core/withMetricFindings';
export { describeSurroundings } from './describeSurroundings';
export { exportInspection } from './exportInspection';
export { readSavedReport } from './kept/savedReport';
export { InstalledProbe } from './ways/installedProbe';
export { ShellHandler } from './ways/shellHandler';
export { TemporaryProbe } from './ways/temporaryProbe';

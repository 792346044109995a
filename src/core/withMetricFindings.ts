import { bySeverity } from './findings/finding';
import type { FileSystemSetup } from './mount/fileSystemSetup';
import { metricFindings } from './mount/metricFindings';
import { readingValue } from './mount/reading';
import type { Report } from './report';

/** The report with what CloudWatch adds to its findings, for whoever shows all of them in one list. */
export function withMetricFindings(report: Report, setup: FileSystemSetup | undefined): Report {
  const metrics = readingValue(setup?.metrics);
  const found = metrics ? metricFindings(metrics, readingValue(setup?.fileSystem)) : [];
  return { ...report, findings: [...report.findings, ...found].toSorted(bySeverity) };
}

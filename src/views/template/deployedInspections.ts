import type * as vscode from 'vscode';
import { formatAgo, formatMinute } from '../../core/text/display';
import { plain } from '../../core/text/visibleText';
import type { TemplateFunctionName } from '../../inspect/stackOrigins';
import type { Inspection } from '../../inspect/inspection';
import type { InspectionStore } from '../../inspect/inspectionStore';
import type { HoverInspection } from '../../template';
import { locale, t } from '../localize';
import { summariseInspection } from '../words/inspectionWords';
import { inspectDeployedCommand } from '../commands/names';
import type { DeployedFunctions } from './deployedFunctions';
import type { TemplateInspections } from './hovers';

const openReportCommand = 'efsMountInspector.openReport';

/** What inspections have shown of the functions that were deployed from templates. */
export class DeployedInspections implements TemplateInspections {
  readonly commands = [inspectDeployedCommand, openReportCommand];
  readonly #deployed: DeployedFunctions;
  readonly #store: InspectionStore;

  constructor(deployed: DeployedFunctions, store: InspectionStore) {
    this.#deployed = deployed;
    this.#store = store;
  }

  inspect(name: TemplateFunctionName): string {
    return commandUri(inspectDeployedCommand, name);
  }

  last(name: TemplateFunctionName): HoverInspection | undefined {
    const inspection = this.#inspectionOf(name);
    const report = inspection?.report;
    if (!report) {
      return undefined;
    }
    const { arn } = inspection.target;
    const { capture, findings, mount, mounts } = report;
    const taken = Date.parse(capture.takenAt);
    const printed = mounts.find(({ mountPoint }) => mountPoint === mount?.mountPoint)?.options;
    return {
      target: capture.target,
      when: `${formatMinute(taken)} (${formatAgo(Date.now() - taken, locale)})`,
      findings: findings.length,
      open: commandUri(openReportCommand, { arn }),
      mounted:
        mount && printed !== undefined ? { nfsVersion: mount.nfsVersion, options: printed } : undefined,
    };
  }

  /** What the last inspection of the deployed function brought and when, in a few words, and the command that shows it. */
  result(name: TemplateFunctionName): vscode.Command | undefined {
    const inspection = this.#inspectionOf(name);
    const result = inspection && nameResult(inspection);
    if (!inspection || result === undefined || inspection.status === 'inspecting') {
      return undefined;
    }
    const isFailed = inspection.status === 'failed';
    const at = Date.parse((isFailed ? inspection.failure?.at : inspection.report?.capture.takenAt) ?? '');
    const ago = formatAgo(Date.now() - at, locale);
    return {
      command: openReportCommand,
      title: plain(isFailed ? t('{0}, tried {1}', result, ago) : t('{0}, inspected {1}', result, ago)),
      tooltip: formatMinute(at),
      arguments: [{ arn: inspection.target.arn }],
    };
  }

  #inspectionOf(name: TemplateFunctionName): Inspection | undefined {
    const arn = this.#deployed.known(name)?.target.arn;
    return arn === undefined ? undefined : this.#store.recall(arn);
  }
}

/** As a sentence begins. */
function nameResult(inspection: Inspection): string | undefined {
  const { report, status } = inspection;
  const recovery = report?.mount?.unresponsive ? undefined : report?.verdict.recovery;
  if (status === 'failed' || (recovery !== 'hard' && recovery !== 'soft')) {
    return summariseInspection(inspection);
  }
  return recovery === 'hard' ? t('Hard mount') : t('Soft mount');
}

function commandUri(command: string, argument: unknown): string {
  return `command:${command}?${encodeURIComponent(JSON.stringify([argument]))}`;
}

import { formatTimestamp } from '../../core/text/display';
import type { TemplateFunctionName } from '../../inspect/stackOrigins';
import type { InspectionStore } from '../../inspect/inspectionStore';
import type { HoverInspection } from '../../template';
import { locale } from '../localize';
import { inspectDeployedCommand, type DeployedFunctions } from './deployedFunctions';
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
    const arn = this.#deployed.known(name)?.target.arn;
    const report = arn === undefined ? undefined : this.#store.recall(arn)?.report;
    if (!report) {
      return undefined;
    }
    const { capture, findings, mount, mounts } = report;
    const printed = mounts.find(({ mountPoint }) => mountPoint === mount?.mountPoint)?.options;
    return {
      target: capture.target,
      when: formatTimestamp(Date.parse(capture.takenAt), locale),
      findings: findings.length,
      open: commandUri(openReportCommand, { arn }),
      ...(mount && printed !== undefined && { mounted: { nfsVersion: mount.nfsVersion, options: printed } }),
    };
  }
}

function commandUri(command: string, argument: unknown): string {
  return `command:${command}?${encodeURIComponent(JSON.stringify([argument]))}`;
}

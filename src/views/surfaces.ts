import type { ReportPanels } from './report/reportPanels';
import type { Services } from './services';
import type { MountTree } from './tree/mountTree';

/** The services, with the surfaces that others show things on. */
export interface Surfaces extends Services {
  readonly panels: ReportPanels;
  readonly tree: MountTree;
}

import type { ProbeWay } from '../../core/capture/capture';
import type { KnownFunction } from '../../inspect/functionCatalog';
import type { Inspection } from '../../inspect/inspection';

/** What is known of a function when it is drawn. */
export interface FunctionSubject {
  readonly known: KnownFunction | undefined;
  readonly inspection: Inspection | undefined;
  readonly way: ProbeWay | undefined;
  readonly hasTemporaryProbe: boolean;
}

/** Words that `when` clauses of the item's menus look for. */
export function contextValue(
  kind: 'function' | 'mount',
  { known, inspection, way, hasTemporaryProbe }: FunctionSubject,
): string {
  return [
    kind,
    known?.connection.kind,
    known?.target.origin.kind,
    way && 'probe',
    hasTemporaryProbe && 'temporary',
    way === 'shell-handler' && 'shell',
    inspection?.status === 'inspecting' && 'inspecting',
    inspection?.report && 'inspected',
    inspection?.failure && 'failed',
  ]
    .filter(Boolean)
    .join(' ');
}

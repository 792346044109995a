import type { Severity } from '../../core/findings/finding';
import type { TemplateFix, RelatedRange, TemplateCode } from '../templateFinding';
import type { Mount, MountingFunction } from '../mount/graph';
import { entryOf, type Range } from '../read/nodes';
import type { Resource } from '../read/template';
import { nodeOf } from '../resolve/values';

/** One thing that can be wrong with a function that mounts a file system. */
export interface Check {
  readonly code: TemplateCode;
  /** Where neither the problem nor the user says otherwise. */
  readonly severity: Severity;
  /** Pages that say so, most specific first. */
  readonly sources: readonly string[];
  /**
   * Judges a function in one world. What is wrong in one world and {@link Fine} in another is not reported: which of
   * them is deployed is not known. Where there is nothing to judge, a world has no say.
   */
  judge(mounting: MountingFunction): Iterable<Judgement>;
}

export type Judgement = CheckProblem | Fine;

export interface CheckProblem {
  readonly range: Range;
  /** What is judged, where it is more than the range: the same as the {@link Fine} of other worlds. */
  readonly judged?: Range;
  /** What several functions may have in common: together they are one finding, at the first's range. */
  readonly cause?: string;
  /** Logical id; the function's where absent. */
  readonly subject?: string;
  /** Where it differs from the check's own. */
  readonly severity?: Severity;
  readonly actual?: string;
  readonly expected?: string;
  readonly params?: Readonly<Record<string, string | number>>;
  readonly related?: readonly RelatedRange[];
  /** Asked for only when the problem is reported. */
  fixes?(): readonly TemplateFix[];
}

/** What would be judged at this range is right, or not known to be wrong. */
export interface Fine {
  readonly fine: Range;
}

export function related(is: RelatedRange['is'], resource: Resource | undefined): RelatedRange[] {
  return resource ? [{ is, id: resource.id, range: resource.idRange }] : [];
}

/** The key of a property of the function, or its logical id where the property comes from SAM's globals or is absent. */
export function ownKey(mounting: MountingFunction, property: string): Range {
  return mounting.ownEntry(property)?.keyRange ?? mounting.resource.idRange;
}

/** The key of a property, be it the function's own or from SAM's globals; the function's id where there is none. */
export function propertyKey(mounting: MountingFunction, property: string): Range {
  return entryOf(nodeOf(mounting.properties), property)?.keyRange ?? mounting.resource.idRange;
}

/** The first key of an entry of `FileSystemConfigs`. */
export function configKey({ config, function: mounting }: Mount): Range {
  const first = config.kind === 'map' ? config.node.entries[0] : undefined;
  return first?.keyRange ?? ownKey(mounting, 'FileSystemConfigs');
}

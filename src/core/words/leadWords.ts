import type { Translate } from '../translate';
import type { MountFinding, Report } from '../report';
import { describeFinding } from './findingWords';
import { nameKind } from './fileSystemKindWords';

/** What is so wrong now that it comes before the answer about retries. */
export interface Lead {
  readonly finding: MountFinding;
  /** One sentence. */
  readonly headline: string;
  /** Whole sentences. What to do is {@link describeNextSteps}. */
  readonly explanation: readonly string[];
}

/** Undefined where the mount is there and answers. */
export function describeLead({ capture, findings }: Report, t: Translate, locale: string): Lead | undefined {
  const finding = findings.find(({ code }) => leading.has(code));
  if (!finding) {
    return undefined;
  }
  const { title, why } = describeFinding(finding, t, locale);
  return finding.code === 'mount-unresponsive'
    ? {
        finding,
        headline: t('{0} does not answer now.', nameKind(capture.target.fileSystem.kind, t)),
        explanation: [title, why],
      }
    : { finding, headline: title, explanation: [why] };
}

const leading: ReadonlySet<MountFinding['code']> = new Set(['mount-unresponsive', 'not-mounted', 'not-nfs']);

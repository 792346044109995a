import type { Finding } from '../core/findings/finding';
import type { Range } from './nodes';

/** Stable names of what the template checks find; settings and documentation refer to them. */
export type TemplateCode =
  | 'bursting-throughput'
  | 'capacity-provider-with-file-system'
  | 'creation-info-without-path'
  | 'direct-s3-read-low-memory'
  | 'invalid-access-point-arn'
  | 'invalid-local-mount-path'
  | 'missing-arn'
  | 'missing-client-mount'
  | 'missing-client-write'
  | 'missing-creation-info'
  | 'missing-depends-on'
  | 'missing-execute-permission'
  | 'missing-local-mount-path'
  | 'missing-mount-target'
  | 'missing-posix-user'
  | 'missing-vpc-config'
  | 'mixed-file-systems'
  | 'nfs-inbound-closed'
  | 'nfs-outbound-closed'
  | 'not-an-access-point'
  | 'root-not-writable'
  | 's3-files-config-on-efs'
  | 'short-timeout'
  | 'snap-start-with-file-system'
  | 'too-many-file-systems';

/** A judgement on a template: where it is, what else it has to do with, and edits that put it right. */
export interface TemplateFinding extends Finding<TemplateCode> {
  readonly range: Range;
  /** Logical ids of the functions that it was found with. Untrusted texts. */
  readonly functions: readonly string[];
  readonly related: readonly RelatedRange[];
  /** Each is complete by itself; the first is the best. */
  readonly fixes: readonly Fix[];
}

export interface RelatedRange {
  readonly is:
    | 'access-point'
    | 'file-system'
    | 'file-system-configs'
    | 'function'
    | 'mount-target'
    | 'role'
    | 'security-group'
    | 'subnet';
  /** Logical id. Untrusted text. */
  readonly id: string;
  readonly range: Range;
}

/** What a fix does; its words are made at the edge. */
export type Fix = { readonly edits: readonly TextEdit[] } & (
  | { readonly kind: 'add-depends-on'; readonly ids: readonly string[] }
  | { readonly kind: 'add-vpc-config' }
  | { readonly kind: 'replace-path'; readonly path: string }
  | { readonly kind: 'use-access-point'; readonly id: string }
);

/** Puts `text` in place of `range`, which is empty for an insertion. */
export interface TextEdit {
  readonly range: Range;
  readonly text: string;
}

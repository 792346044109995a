import type { Finding } from '../core/findings/finding';
import type { Range } from './read/nodes';

/** Stable names of what the template checks find; settings and documentation refer to them. */
export type TemplateCode =
  | 'bucket-without-versioning'
  | 'bursting-throughput'
  | 'capacity-provider-with-file-system'
  | 'creation-info-without-path'
  | 'denied-by-file-system-policy'
  | 'direct-s3-read-low-memory'
  | 'directory-not-writable'
  | 'file-system-configs-not-a-list'
  | 'incomplete-creation-info'
  | 'incomplete-posix-user'
  | 'invalid-access-point-arn'
  | 'invalid-access-point-path'
  | 'invalid-directory-permissions'
  | 'invalid-local-mount-path'
  | 'invalid-posix-id'
  | 'missing-arn'
  | 'missing-client-mount'
  | 'missing-client-write'
  | 'missing-creation-info'
  | 'missing-depends-on'
  | 'missing-direct-read-permission'
  | 'missing-execute-permission'
  | 'missing-local-mount-path'
  | 'missing-mount-target'
  | 'missing-network-interface-permission'
  | 'missing-posix-user'
  | 'missing-security-group-ids'
  | 'missing-subnet-ids'
  | 'missing-vpc-config'
  | 'mixed-file-systems'
  | 'mount-targets-in-one-zone'
  | 'nfs-inbound-closed'
  | 'nfs-outbound-closed'
  | 'no-such-resource'
  | 'not-an-access-point'
  | 'root-not-writable'
  | 's3-files-config-on-efs'
  | 'short-timeout'
  | 'snap-start-with-file-system'
  | 'too-complex'
  | 'too-many-file-systems'
  | 'wrong-creation-key';

/** A judgement on a template: where it is, what else it has to do with, and edits that put it right. */
export interface TemplateFinding extends Finding<TemplateCode> {
  readonly range: Range;
  /** Logical ids of the functions that it was found with. Untrusted texts. */
  readonly functions: readonly string[];
  /** Path of the CDK's construct that its subject was made of. Untrusted text. */
  readonly construct?: string | undefined;
  /** It stands where the keys have the names of the Serverless Framework. */
  readonly isOfServerless?: boolean;
  /** Where it holds with some values of a parameter only. */
  readonly branch?: Branch;
  readonly related: readonly RelatedRange[];
  /** Each is complete by itself; the first is the best. */
  readonly fixes: readonly TemplateFix[];
}

/** Values that a parameter has, or has not. Untrusted texts. */
export interface Branch {
  readonly parameter: string;
  readonly is: 'one-of' | 'not';
  readonly values: readonly string[];
}

export interface RelatedRange {
  readonly is:
    | 'access-point'
    | 'file-system'
    | 'file-system-configs'
    | 'function'
    | 'mount-target'
    | 'parameter'
    | 'role'
    | 'security-group'
    | 'subnet';
  /** Logical id. Untrusted text. */
  readonly id: string;
  readonly range: Range;
  /** URI of the document that the range is in; absent where it is the template's own. */
  readonly file?: string;
}

/** What a fix does; its words are made at the edge. */
export type TemplateFix = { readonly edits: readonly TextEdit[] } & (
  | { readonly kind: 'add-depends-on'; readonly ids: readonly string[] }
  | { readonly kind: 'add-keys'; readonly keys: readonly string[] }
  | { readonly kind: 'add-vpc-config' }
  | { readonly kind: 'attach-policy'; readonly name: string }
  | { readonly kind: 'complete-vpc-config'; readonly key: string }
  | { readonly kind: 'enable-versioning'; readonly id: string }
  | { readonly kind: 'give-to-user'; readonly uid: string }
  | { readonly kind: 'make-list' }
  | { readonly kind: 'rename-key'; readonly key: string }
  | { readonly kind: 'replace-id'; readonly id: string }
  | { readonly kind: 'replace-path'; readonly path: string }
  | { readonly kind: 'replace-permissions'; readonly mode: string }
  | { readonly kind: 'set-timeout'; readonly seconds: number }
  | { readonly kind: 'use-access-point'; readonly id: string }
);

/** Puts `text` in place of `range`, which is empty for an insertion. */
export interface TextEdit {
  readonly range: Range;
  readonly text: string;
}

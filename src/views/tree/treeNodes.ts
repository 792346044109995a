import type { DirectoryEntry } from '../../core/report';

/**
 * What the tree shows. A node names what it stands for; everything else is read when it is drawn. `id` is unique and
 * stable over refreshes, so that the tree keeps what is open.
 */
export type TreeNode = RegionNode | GroupNode | FunctionNode | MountNode | EntryNode | NoteNode;

export interface RegionNode {
  readonly kind: 'region';
  readonly id: string;
  readonly connectionId: string;
}

/** Functions of any region that have a file system or an account in common; in the demo, how real they are. */
export interface GroupNode {
  readonly kind: 'group';
  readonly id: string;
  readonly by: 'fileSystem' | 'account' | 'origin';
  /** Id of what they have in common. Untrusted text. */
  readonly key: string;
}

export interface FunctionNode {
  readonly kind: 'function';
  readonly id: string;
  readonly arn: string;
  /** What its name begins with, where its neighbours' names do, too: the row does without. */
  readonly prefix: string;
}

export interface MountNode {
  readonly kind: 'mount';
  readonly id: string;
  readonly arn: string;
  /** Local mount path. */
  readonly path: string;
}

/** A file or directory. */
export interface EntryNode {
  readonly kind: 'entry';
  readonly id: string;
  readonly arn: string;
  /** Absolute; a decodeBytes string. */
  readonly path: string;
  readonly entry: DirectoryEntry;
}

/** A sentence in place of children: an error, an empty place, something under way, an offer. */
export interface NoteNode {
  readonly kind: 'note';
  readonly id: string;
  readonly tone: 'info' | 'error' | 'loading' | 'more';
  readonly text: string;
  readonly detail?: string;
  /** Whether the view says the detail in full: the row does without. */
  readonly isToldAbove?: true;
  /** Run when the note is selected. */
  readonly command?: { readonly command: string; readonly title: string; readonly arguments?: unknown[] };
}

export const functionId = (arn: string): string => `function:${arn}`;
export const mountId = (arn: string): string => `mount:${arn}`;
export const entryId = (arn: string, path: string): string => `entry:${arn}:${path}`;

import type { DirectoryColumns } from '../../core/listing/directoryColumns';
import type { ProbeRefusal, ProbeResponse } from '../../protocol';
import type { UnusableReason } from './response';

/** A payload that is read in a thread of its own, and what of it is wanted: the page of a directory, or all. */
export interface AnswerTask {
  readonly payload: Uint8Array;
  /** Path of the directory. */
  readonly page?: string;
}

/** What a thread made of it. Errors lose their class on the way between threads. */
export type AnswerResult =
  | { readonly value: ProbeResponse | DirectoryColumns }
  | {
      readonly unusable: {
        readonly reason: UnusableReason;
        readonly message: string;
        readonly refusal?: ProbeRefusal;
        readonly protocol?: number;
      };
    };

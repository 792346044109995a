import { sources } from '../findings/mountSources';
import type { FileSystemKind } from '../lambdaFunction';

/** A figure that AWS publishes. */
export interface PublishedLatency {
  readonly micros: number;
  readonly source: string;
}

/**
 * What AWS says that a read of a small file or of metadata takes: about 1 ms with EFS in the General Purpose mode, below
 * 1 ms with S3 Files. Seen on both pages on 2026-11-28; EFS's had 250 µs before.
 */
const published: Readonly<Partial<Record<FileSystemKind, PublishedLatency>>> = {
  efs: { micros: 1000, source: sources.efsPerformance },
  s3files: { micros: 1000, source: sources.s3FilesPerformance },
};

export function publishedLatency(kind: FileSystemKind): PublishedLatency | undefined {
  return published[kind];
}

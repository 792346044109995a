import type { MetricSeed } from '../options';

const MiB = 1024 ** 2;
const GiB = 1024 ** 3;
const TiB = 1024 ** 4;

/** What a day of the constructed file systems looks like in CloudWatch: invented, and the same each time. */
export function demoMetrics(): readonly MetricSeed[] {
  return [
    ...efs('0c0a1000000000001', {
      BurstCreditBalance: () => 2.1 * TiB,
      PercentIOLimit: hour => 4 + 3 * wave(hour),
      MeteredIOBytes: hour => 60 * MiB * (6 + 5 * wave(hour)),
      PermittedThroughput: () => 3072 * MiB,
      ClientConnections: hour => 12 + Math.round(8 * wave(hour)),
      StorageBytes: () => 48 * GiB,
    }),
    ...efs('0c0a1000000000002', {
      BurstCreditBalance: () => 2.1 * TiB,
      PercentIOLimit: hour => 20 + 10 * wave(hour),
      MeteredIOBytes: hour => 60 * MiB * (hour > 9 && hour < 11 ? 63.5 : 20 + 12 * wave(hour)),
      PermittedThroughput: () => 64 * MiB,
      ClientConnections: hour => 40 + Math.round(20 * wave(hour)),
      StorageBytes: () => 310 * GiB,
    }),
    ...efs('0c0a1000000000003', {
      BurstCreditBalance: () => 2.1 * TiB,
      PercentIOLimit: hour => 1 + wave(hour),
      MeteredIOBytes: hour => 60 * MiB * (1 + wave(hour)),
      PermittedThroughput: () => 3072 * MiB,
      ClientConnections: () => 3,
      StorageBytes: () => 7 * GiB,
    }),
    // Its server does not answer, though it has credits.
    ...efs('0c0a1000000000005', {
      BurstCreditBalance: hour => 1.8 * TiB + 0.1 * TiB * wave(hour),
      PercentIOLimit: hour => 3 + 2 * wave(hour),
      MeteredIOBytes: hour => (hour < 23 ? 60 * MiB * (2 + wave(hour)) : 0),
      PermittedThroughput: () => 100 * MiB,
      ClientConnections: hour => 9 + Math.round(4 * wave(hour)),
      StorageBytes: () => 12 * GiB,
    }),
    // It stores little and is asked for much: what it had is gone since six hours.
    ...efs('0c0a1000000000008', {
      BurstCreditBalance: hour => Math.max(0, ((18 - hour) / 18) * 380 * GiB),
      PercentIOLimit: hour => (hour < 18 ? 34 + 8 * wave(hour) : 3),
      MeteredIOBytes: hour => 60 * (hour < 18 ? 22 * MiB + 9 * MiB * wave(hour) : 0.995 * MiB),
      PermittedThroughput: hour => (hour < 18 ? 100 * MiB : MiB),
      ClientConnections: hour => 60 + Math.round(30 * wave(hour)) + (hour > 18 ? 80 : 0),
      StorageBytes: () => 20 * GiB,
    }),
    ...s3Files('0c0a1000000000004', {
      DataReadBytes: hour => 60 * MiB * (3 + 2 * wave(hour)),
      DataWriteBytes: hour => 60 * 256 * 1024 * (1 + wave(hour)),
      ImportAge: hour => 4 + 3 * wave(hour),
      ImportFailures: () => 0,
      PendingExports: hour => Math.round(40 + 40 * wave(hour)),
      ExportAge: hour => 62 + 5 * wave(hour),
      ExportFailures: () => 0,
      LostAndFoundFiles: () => 2,
      ClientConnections: hour => 5 + Math.round(3 * wave(hour)),
      StorageBytes: () => 3.4 * GiB,
    }),
  ];
}

/** @param hour of the last day, from 0 to 24 (now) */
type ValueAt = (hour: number) => number;

/** A day’s rise and fall, from -1 to 1. */
function wave(hour: number): number {
  return Math.sin((hour / 24) * 2 * Math.PI * 3) * 0.7 + Math.sin(hour * 5) * 0.3;
}

function seed(namespace: string, id: string, name: string, valueAt: ValueAt): MetricSeed {
  return {
    namespace,
    name,
    fileSystemId: `fs-${id}`,
    dimensions: namespace === 'AWS/EFS' && name === 'StorageBytes' ? { StorageClass: 'Total' } : undefined,
    valueAt: (at, now) => valueAt(24 - (now - at) / 3600),
  };
}

function efs(id: string, metrics: Readonly<Record<string, ValueAt>>): readonly MetricSeed[] {
  return Object.entries(metrics).map(([name, valueAt]) => seed('AWS/EFS', id, name, valueAt));
}

function s3Files(id: string, metrics: Readonly<Record<string, ValueAt>>): readonly MetricSeed[] {
  return Object.entries(metrics).map(([name, valueAt]) => seed('AWS/S3/Files', id, name, valueAt));
}

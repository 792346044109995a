import type { LatencyPart, LatencyRequest, LatencySeries } from '../../protocol';

/** Microseconds in about which an invented server answers, and what it needs more for a byte. */
const base = { GETATTR: 640, LOOKUP: 710, ACCESS: 650, READDIR: 1300, READ: 900 } as const;
const MICROS_PER_BYTE = 0.004;
/** Of a read in a row: bytes a millisecond from the server, and from the cache. */
const rate = { server: 190_000, cache: 2_400_000 } as const;
const READ_SIZES = [4096, 65_536, 1_048_576] as const;

/** What a probe would measure on an invented file system. @param size bytes of the file, where one is asked for */
export function constructedLatency(
  { file, path, samples, sequentialBytes }: LatencyRequest,
  size: number,
): LatencyPart {
  const metadata = (['GETATTR', 'LOOKUP', 'ACCESS', 'READDIR'] as const).map(operation =>
    seriesOf(operation, samples),
  );
  const reads = file === undefined ? [] : READ_SIZES.filter(bytes => bytes <= size);
  const bytes = Math.min(size, sequentialBytes);
  const series = [
    ...metadata,
    ...reads.map(each => seriesOf('READ', Math.min(samples, (16 * 1_048_576) / each), each)),
  ];
  return {
    path,
    file,
    series,
    sequential:
      file === undefined
        ? []
        : [
            { bytes, ms: bytes / rate.server, fromServer: bytes },
            { bytes, ms: bytes / rate.cache, fromServer: 0 },
          ],
    operations: series.reduce((sum, { micros }) => sum + micros.length, 12),
    ms: 2400,
  };
}

/** Samples with a long tail, always the same. */
function seriesOf(operation: keyof typeof base, samples: number, bytes?: number): LatencySeries {
  const typical = base[operation] + (bytes ?? 0) * MICROS_PER_BYTE;
  const micros = Array.from({ length: samples }, (_, at) => {
    const spread = ((at * 7919 + typical) % 997) / 997;
    return Math.round(typical * (0.8 + spread * 0.5 + (spread > 0.97 ? 6 * spread : 0)));
  });
  const total = micros.reduce((sum, each) => sum + each, 0) / 1000;
  return {
    operation,
    bytes,
    micros,
    cached: 0,
    mixed: 0,
    failed: 0,
    kernel: {
      operations: samples,
      retransmissions: 0,
      queueMs: 0,
      roundTripMs: Math.round(total * 0.93),
      executeMs: Math.round(total * 0.96),
    },
  };
}

import type { MetricPoint } from '../../../src/core/mount/metrics';

interface SparklineProps {
  /** What it shows, in words, for those who do not see it. */
  readonly label: string;
  readonly points: readonly MetricPoint[];
  /** A second line for comparison: a limit, say. */
  readonly limit?: readonly MetricPoint[];
  /** Seconds since 1970, as the points are. */
  readonly from: number;
  readonly to: number;
  readonly periodSeconds: number;
  /** Value just below the upper edge, at half the height of the axis’s text; the lower edge is 0. */
  readonly top: number;
  /** Moments to mark, in seconds since 1970. */
  readonly marks: readonly number[];
}

/** In units of the drawing, which is stretched to the place there is. */
const WIDTH = 1000;
const HEIGHT = 100;
/** Above the highest value: a line along the edge would be cut, and taken for the frame. */
const HEADROOM = 9;

/** A line over time, broken where nothing was counted. */
export function Sparkline({ from, label, limit, marks, periodSeconds, points, to, top }: SparklineProps) {
  const x = (at: number) => round(((at - from) / (to - from)) * WIDTH);
  const y = (value: number) => round(HEIGHT - (Math.max(0, value) / top) * (HEIGHT - HEADROOM));
  const line = (series: readonly MetricPoint[]) =>
    series
      .map(([at, value], index) => {
        const before = series[index - 1];
        const goesOn = before !== undefined && at - before[0] <= periodSeconds * 1.5;
        return `${goesOn ? 'L' : 'M'}${x(at)} ${y(value)}`;
      })
      .join('');
  return (
    <svg
      class="sparkline"
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      preserveAspectRatio="none"
      role="img"
      aria-label={label}
    >
      {limit && <path class="limit" d={line(limit)} />}
      <path class="line" d={line(points)} />
      {marks
        .filter(at => at >= from && at <= to)
        .map(at => (
          <path key={at} class="mark" d={`M${x(at)} 0V${HEIGHT}`} />
        ))}
    </svg>
  );
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

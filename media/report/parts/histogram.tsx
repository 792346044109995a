import { placeAmong, type Bin } from '../../../src/core/latency/distribution';
import { formatInteger } from '../../../src/core/text/display';
import { formatMicros } from '../../../src/core/words/latencyWords';
import { useSurroundings } from '../host';

interface HistogramProps {
  /** Says what is drawn, for those who do not see it. */
  readonly label: string;
  readonly bins: readonly Bin[];
  /** Figures to compare with, in the unit of the bins. */
  readonly lines: readonly { readonly label: string; readonly value: number }[];
}

/** Of the drawing's own units. */
const size = { width: 360, height: 96, axis: 18, top: 16, gap: 2 } as const;

/** How often which latency was seen, on a logarithmic scale. The figures are in the table beside it. */
export function Histogram({ label, bins, lines }: HistogramProps) {
  const { locale } = useSurroundings();
  const most = Math.max(1, ...bins.map(({ count }) => count));
  const width = size.width / Math.max(1, bins.length);
  const base = size.height - size.axis;
  return (
    <svg class="histogram" viewBox={`0 0 ${size.width} ${size.height}`} role="img" aria-label={label}>
      {bins.map(({ count, from, to }, at) => {
        const height = (count / most) * (base - size.top);
        return (
          <g key={from}>
            <rect
              class="histogram-bar"
              x={at * width + size.gap / 2}
              y={base - height}
              width={Math.max(1, width - size.gap)}
              height={height}
            >
              <title>{`${formatMicros(from, locale)} – ${formatMicros(to, locale)}: ${count}`}</title>
            </rect>
            {count > 0 && (
              <text class="histogram-count" x={(at + 0.5) * width} y={base - height - 4} text-anchor="middle">
                {formatInteger(count, locale)}
              </text>
            )}
            {at % Math.ceil(bins.length / 5) === 0 && (
              <text class="histogram-tick" x={at * width + 1} y={size.height - 5}>
                {formatMicros(from, locale)}
              </text>
            )}
          </g>
        );
      })}
      <line class="histogram-axis" x1="0" x2={size.width} y1={base} y2={base} />
      {lines.map(line => {
        const place = placeAmong(bins, line.value);
        return (
          place !== undefined && (
            <line
              key={line.label}
              class="histogram-line"
              x1={place * size.width}
              x2={place * size.width}
              y1="0"
              y2={base}
            >
              <title>{line.label}</title>
            </line>
          )
        );
      })}
    </svg>
  );
}

import type { ComponentChildren } from 'preact';

export interface Fact {
  readonly name: string;
  /** Nothing is shown where there is none. */
  readonly value: ComponentChildren;
}

interface FactsProps {
  readonly facts: readonly Fact[];
  /** Figures, side by side, instead of one fact a line. */
  readonly numeric?: boolean;
}

/** Names and values. */
export function FactList({ facts, numeric = false }: FactsProps) {
  return (
    <dl class={numeric ? 'figures' : 'facts'}>
      {facts
        .filter(({ value }) => value !== undefined && value !== false && value !== '')
        .map(({ name, value }) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
    </dl>
  );
}

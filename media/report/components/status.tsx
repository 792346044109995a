import type { ComponentChildren } from 'preact';
import { Icon, type IconName } from './icon';

export type StatusKind = 'good' | 'info' | 'warning' | 'error' | 'unknown';

const icons: Record<StatusKind, IconName> = {
  good: 'pass',
  info: 'info',
  warning: 'warning',
  error: 'error',
  unknown: 'question',
};

/** A status as an icon and words: its colour only repeats them. */
export function Status({
  kind,
  children,
}: {
  readonly kind: StatusKind;
  readonly children: ComponentChildren;
}) {
  return (
    <span class={`status status-${kind}`}>
      <Icon name={icons[kind]} />
      <span>{children}</span>
    </span>
  );
}

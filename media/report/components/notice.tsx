import type { ComponentChildren } from 'preact';
import { Status, type StatusKind } from './status';

interface NoticeProps {
  readonly kind: StatusKind;
  /** Whole sentences. */
  readonly children: ComponentChildren;
  /** Buttons. */
  readonly actions?: ComponentChildren;
}

/** Says in place why something is empty, old or missing, and what can be done. */
export function Notice({ kind, children, actions }: NoticeProps) {
  return (
    <div class="notice">
      <Status kind={kind}>{children}</Status>
      {actions && <div class="notice-actions">{actions}</div>}
    </div>
  );
}

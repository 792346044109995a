import type { ComponentChildren } from 'preact';

export const sectionIds = [
  'verdict',
  'findings',
  'options',
  'storage',
  'files',
  'statistics',
  'latency',
  'metrics',
  'environment',
  'raw',
] as const;
export type SectionId = (typeof sectionIds)[number];

interface SectionProps {
  readonly id: SectionId;
  readonly title: string;
  /** Buttons beside the heading. */
  readonly actions?: ComponentChildren;
  readonly children: ComponentChildren;
}

/** A part of the report under its heading. */
export function ReportSection({ id, title, actions, children }: SectionProps) {
  return (
    <section id={id} aria-labelledby={`${id}-heading`}>
      <div class="section-heading">
        <h2 id={`${id}-heading`} tabIndex={-1}>
          {title}
        </h2>
        {actions}
      </div>
      {children}
    </section>
  );
}

/** Glyphs of the codicon font that the report uses; `icons.css` has their code points. */
export type IconName =
  | 'arrow-down'
  | 'arrow-swap'
  | 'arrow-up'
  | 'check'
  | 'chevron-down'
  | 'copy'
  | 'debug-stop'
  | 'desktop-download'
  | 'edit'
  | 'error'
  | 'export'
  | 'file'
  | 'file-symlink-file'
  | 'folder'
  | 'go-to-file'
  | 'info'
  | 'link-external'
  | 'pass'
  | 'pie-chart'
  | 'plug'
  | 'pulse'
  | 'question'
  | 'refresh'
  | 'server'
  | 'symbol-event'
  | 'sync'
  | 'warning';

/** Decoration only: the words beside it, or its button's label, say the same. */
export function Icon({ name }: { readonly name: IconName }) {
  return <span class={`codicon codicon-${name}`} aria-hidden="true" />;
}

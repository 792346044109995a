import type { ComponentChildren } from 'preact';
import { useSurroundings } from '../host';

/** A link to documentation. The host opens it: only it knows which addresses are ours to open. */
export function Link({ url, children }: { readonly url: string; readonly children: ComponentChildren }) {
  const { post } = useSurroundings();
  return (
    <a
      href={url}
      title={url}
      onClick={event => {
        event.preventDefault();
        // VS Code opens links that reach the document by itself.
        event.stopPropagation();
        post({ type: 'openLink', url });
      }}
    >
      {children}
    </a>
  );
}

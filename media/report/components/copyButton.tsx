import { useEffect, useState } from 'preact/hooks';
import { useSurroundings } from '../host';
import { IconButton } from './iconButton';
import { Menu } from './menu';

interface CopyButtonProps {
  /** Says what is copied. */
  readonly label: string;
  readonly text: string | (() => string);
}

/** Copies a text and shows for a moment that it did. */
export function CopyButton({ label, text }: CopyButtonProps) {
  const { t } = useSurroundings();
  const { copied, copy } = useCopying();
  return (
    <>
      <IconButton
        icon={copied ? 'check' : 'copy'}
        label={copied ? t('Copied') : label}
        onClick={() => copy(typeof text === 'string' ? text : text())}
      />
      <CopiedStatus copied={copied} />
    </>
  );
}

interface CopyMenuProps {
  readonly label: string;
  /** Begins with the label. */
  readonly name: string;
  readonly items: readonly { readonly label: string; readonly text: () => string }[];
}

/** Like {@link CopyButton}, of a text in one of several forms. */
export function CopyMenu({ label, name, items }: CopyMenuProps) {
  const { t } = useSurroundings();
  const { copied, copy } = useCopying();
  return (
    <>
      <Menu
        icon={copied ? 'check' : 'copy'}
        label={copied ? t('Copied') : label}
        name={copied ? t('Copied') : name}
        items={items.map(item => ({ label: item.label, run: () => copy(item.text()) }))}
      />
      <CopiedStatus copied={copied} />
    </>
  );
}

/** Copies, and tells for a moment that it did. */
function useCopying() {
  const { post } = useSurroundings();
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (copied) {
      const timer = setTimeout(() => setCopied(false), 2000);
      return () => clearTimeout(timer);
    }
    return undefined;
  }, [copied]);
  const copy = (text: string) => {
    post({ type: 'copy', text });
    setCopied(true);
  };
  return { copied, copy };
}

function CopiedStatus({ copied }: { readonly copied: boolean }) {
  const { t } = useSurroundings();
  return (
    <span class="screen-reader-only" role="status">
      {copied ? t('Copied') : ''}
    </span>
  );
}

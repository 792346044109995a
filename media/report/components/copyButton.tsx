import { useEffect, useState } from 'preact/hooks';
import { useSurroundings } from '../host';
import { IconButton } from './iconButton';

interface CopyButtonProps {
  /** Says what is copied. */
  readonly label: string;
  readonly text: string | (() => string);
}

/** Copies a text and shows for a moment that it did. */
export function CopyButton({ label, text }: CopyButtonProps) {
  const { t, post } = useSurroundings();
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (copied) {
      const timer = setTimeout(() => setCopied(false), 2000);
      return () => clearTimeout(timer);
    }
    return undefined;
  }, [copied]);
  return (
    <>
      <IconButton
        icon={copied ? 'check' : 'copy'}
        label={copied ? t('Copied') : label}
        onClick={() => {
          post({ type: 'copy', text: typeof text === 'string' ? text : text() });
          setCopied(true);
        }}
      />
      <span class="screen-reader-only" role="status">
        {copied ? t('Copied') : ''}
      </span>
    </>
  );
}

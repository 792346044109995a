import { useEffect, useRef, useState } from 'preact/hooks';
import { copyablePath, pastedPath } from '../../../src/core/text/copyablePath';
import { visible } from '../../../src/core/text/visibleText';
import { IconButton } from '../components/iconButton';
import { Menu } from '../components/menu';
import { Untrusted } from '../components/untrusted';
import { useSurroundings } from '../host';
import { crumbsOf, typedPath } from './paths';

interface PathBarProps {
  /** Absent before the first directory was read. */
  readonly path?: string;
  /** Directories worth going to. */
  readonly places: readonly string[];
  readonly onOpen: (path: string) => void;
  readonly onRefresh: () => void;
  /** Counts everything below. */
  readonly onCount: () => void;
}

/** Where in the sandbox the list is, and ways to other places. */
export function PathBar({ path, places, onOpen, onRefresh, onCount }: PathBarProps) {
  const { t } = useSurroundings();
  const [typing, setTyping] = useState(false);
  return (
    <div class="path-bar">
      {typing ? (
        <PathField
          path={path ?? '/'}
          onDone={typed => {
            setTyping(false);
            if (typed !== undefined) {
              onOpen(typed);
            }
          }}
        />
      ) : (
        path !== undefined && <Crumbs path={path} onOpen={onOpen} />
      )}
      <div class="path-actions">
        <IconButton icon="edit" label={t('Type a path')} onClick={() => setTyping(!typing)} />
        {path !== undefined && (
          <>
            <IconButton icon="refresh" label={t('Read this directory again')} onClick={onRefresh} />
            <IconButton
              icon="pie-chart"
              label={t('Count everything below this directory')}
              onClick={onCount}
            />
          </>
        )}
        <Menu
          icon="folder"
          label={t('Go to')}
          items={places.map(place => ({ label: visible(place), run: () => onOpen(place) }))}
        />
      </div>
    </div>
  );
}

function Crumbs({ path, onOpen }: { readonly path: string; readonly onOpen: (path: string) => void }) {
  const { t } = useSurroundings();
  const crumbs = crumbsOf(path);
  return (
    <nav class="crumbs" aria-label={t('Path')}>
      <ol>
        {crumbs.map((crumb, index) => (
          <li key={crumb.path}>
            <button
              type="button"
              class="crumb"
              aria-current={index === crumbs.length - 1 ? 'page' : undefined}
              onClick={() => onOpen(crumb.path)}
            >
              <Untrusted text={crumb.name} />
            </button>
          </li>
        ))}
      </ol>
    </nav>
  );
}

interface PathFieldProps {
  readonly path: string;
  /** Without a path when the person changed their mind. */
  readonly onDone: (path?: string) => void;
}

function PathField({ path, onDone }: PathFieldProps) {
  const { t } = useSurroundings();
  const field = useRef<HTMLInputElement>(null);
  const [invalid, setInvalid] = useState(false);
  useEffect(() => field.current?.select(), []);
  return (
    <form
      class="path-field"
      onSubmit={event => {
        event.preventDefault();
        const typed = typedPath(pastedPath(field.current?.value ?? ''));
        if (typed === undefined) {
          setInvalid(true);
        } else {
          onDone(typed);
        }
      }}
    >
      <input
        ref={field}
        class="code"
        type="text"
        spellcheck={false}
        defaultValue={copyablePath(path)}
        aria-label={t('Absolute path of a directory')}
        aria-invalid={invalid}
        onKeyDown={event => {
          if (event.key === 'Escape') {
            event.stopPropagation();
            onDone();
          }
        }}
      />
      <button type="submit" class="button">
        {t('Go')}
      </button>
      {invalid && <span role="alert">{t('A path begins with a slash.')}</span>}
    </form>
  );
}

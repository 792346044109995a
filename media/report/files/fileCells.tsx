import { formatBytes, formatExactTime, formatInteger, formatOctalMode } from '../../../src/core/text/display';
import { iconOfType, kindOfType } from '../../../src/core/listing/fileTypes';
import type { Translate } from '../../../src/core/translate';
import type { DirectoryEntry } from '../../../src/core/report';
import { visible } from '../../../src/core/text/visibleText';
import { Icon } from '../components/icon';
import { Untrusted } from '../components/untrusted';
import { useSurroundings } from '../host';

interface FileCellsProps {
  readonly row: DirectoryEntry;
  readonly onOpen: () => void;
}

/** The cells of one entry. */
export function FileCells({ row, onOpen }: FileCellsProps) {
  const { t, locale } = useSurroundings();
  const { name, type, mode, modeText, owner, group, size, modifiedMs, modifiedText, target, error } = row;
  // Pipes, sockets and devices have none that means anything.
  const shownSize = kindOfType(type) === 'special' ? undefined : size;
  const ownership = owner === undefined || group === undefined ? owner : `${owner}:${group}`;
  return (
    <>
      <div
        role="gridcell"
        class="cell-name"
        title={[name, target]
          .filter(part => part !== undefined)
          .map(visible)
          .join(' → ')}
      >
        <span class="type" title={nameType(type, t)}>
          <Icon name={iconOfType(type)} />
        </span>
        {type === 'd' ? (
          <button type="button" class="name" tabIndex={-1} onClick={onOpen}>
            <Untrusted text={name} />
          </button>
        ) : (
          <span class="name">
            <Untrusted text={name} />
          </span>
        )}
        {target !== undefined && (
          <span class="target muted">
            {'→ '}
            <Untrusted text={target} />
          </span>
        )}
        {error !== undefined && (
          <span class="target status-warning">
            {t('not read:')} <Untrusted text={error} />
          </span>
        )}
      </div>
      <div role="gridcell" class="cell-mode code">
        {modeText !== undefined && (
          <>
            <Untrusted text={`${type}${modeText}`} />
            {mode !== undefined && <span class="muted"> {formatOctalMode(mode)}</span>}
          </>
        )}
      </div>
      <div role="gridcell" class="cell-owner" title={ownership && visible(ownership)}>
        {ownership !== undefined && <Untrusted text={ownership} />}
      </div>
      <div
        role="gridcell"
        class="cell-size numeric"
        title={shownSize === undefined ? undefined : t('{0} bytes', formatInteger(shownSize, locale))}
      >
        {shownSize !== undefined && formatBytes(shownSize, locale)}
      </div>
      <div
        role="gridcell"
        class="cell-modified"
        title={modifiedMs === undefined ? undefined : formatExactTime(modifiedMs)}
      >
        {modifiedMs === undefined ? <Untrusted text={modifiedText ?? ''} /> : minutes(modifiedMs)}
      </div>
    </>
  );
}

function nameType(type: string, t: Translate): string {
  switch (type) {
    case '-':
      return t('File');
    case 'd':
      return t('Directory');
    case 'l':
      return t('Symbolic link');
    case 'p':
      return t('Named pipe');
    case 's':
      return t('Socket');
    case 'b':
      return t('Block device');
    case 'c':
      return t('Character device');
    default:
      return t('Unknown type');
  }
}

/** `2022-04-29 01:22` in the reader's time zone: of one width, and in order when sorted by eye. */
function minutes(ms: number): string {
  const date = new Date(ms);
  const two = (value: number) => String(value).padStart(2, '0');
  return Number.isNaN(date.getTime())
    ? ''
    : `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())} ${two(date.getHours())}:${two(date.getMinutes())}`;
}

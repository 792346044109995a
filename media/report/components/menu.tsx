import { own } from '../../../src/core/guards';
import { useEffect, useId, useRef, useState } from 'preact/hooks';
import { Icon, type IconName } from './icon';

export interface MenuItem {
  readonly label: string;
  readonly run: () => void;
}

interface MenuProps {
  readonly icon: IconName;
  readonly label: string;
  /** Says more to those who do not see what is around it; begins with the label. */
  readonly name?: string;
  readonly items: readonly MenuItem[];
  readonly disabled?: boolean;
}

/** A button that opens a menu. https://www.w3.org/WAI/ARIA/apg/patterns/menu-button/ */
export function Menu({ icon, label, name = label, items, disabled }: MenuProps) {
  const [open, setOpen] = useState(false);
  const id = useId();
  const root = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const list = useRef<HTMLDivElement>(null);

  useEffect(() => {
    if (open) {
      list.current?.querySelector('button')?.focus();
    }
  }, [open]);

  const close = () => {
    setOpen(false);
    button.current?.focus();
  };
  const move = (key: string) => {
    const entries = [...(list.current?.querySelectorAll('button') ?? [])];
    const now = entries.findIndex(entry => entry === document.activeElement);
    const next = own({ ArrowDown: now + 1, ArrowUp: now - 1, Home: 0, End: -1 }, key);
    if (next === undefined) {
      return false;
    }
    entries.at(next % entries.length)?.focus();
    return true;
  };

  return (
    <div
      class="menu"
      ref={root}
      onFocusOut={event => {
        if (!root.current?.contains(event.relatedTarget as Node | null)) {
          setOpen(false);
        }
      }}
      onKeyDown={event => {
        if (!open) {
          return;
        }
        if (event.key === 'Escape') {
          close();
        } else if (!move(event.key)) {
          return;
        }
        event.preventDefault();
        event.stopPropagation();
      }}
    >
      <button
        type="button"
        class="button"
        ref={button}
        title={name}
        aria-label={name}
        disabled={disabled}
        aria-haspopup="menu"
        aria-expanded={open}
        aria-controls={id}
        onClick={() => setOpen(!open)}
        onKeyDown={event => {
          if (!open && event.key === 'ArrowDown') {
            event.preventDefault();
            setOpen(true);
          }
        }}
      >
        <Icon name={icon} />
        <span class="label">{label}</span>
        <Icon name="chevron-down" />
      </button>
      {open && (
        <div class="menu-items" role="menu" id={id} ref={list} aria-label={name}>
          {items.map(item => (
            <button
              type="button"
              role="menuitem"
              tabIndex={-1}
              key={item.label}
              onClick={() => {
                close();
                item.run();
              }}
            >
              {item.label}
            </button>
          ))}
        </div>
      )}
    </div>
  );
}

/** What the tree and the report make of an entry's type, as `ls` spells it. */

const icons = {
  d: 'folder',
  '-': 'file',
  l: 'file-symlink-file',
  p: 'arrow-swap',
  s: 'plug',
  b: 'server',
  c: 'symbol-event',
} as const;

const kinds = { d: 'directory', '-': 'file', l: 'link' } as const;

/** Name of a codicon. */
export function iconOfType(type: string) {
  return isKey(icons, type) ? icons[type] : 'question';
}

/** Word that `when` clauses of the menus look for. Pipes, sockets and devices are special. */
export function kindOfType(type: string) {
  return isKey(kinds, type) ? kinds[type] : 'special';
}

function isKey<T extends object>(record: T, key: PropertyKey): key is keyof T {
  return Object.hasOwn(record, key);
}

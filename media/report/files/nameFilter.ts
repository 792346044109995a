/**
 * Whether a name has `filter` in it, in upper or lower case. `*` stands for anything; a filter with one describes the
 * whole name. Takes time in proportion to the name, whatever the filter.
 */
export function nameFilter(filter: string): (name: string) => boolean {
  const pieces = filter.toLowerCase().split('*');
  const first = pieces[0] ?? '';
  if (pieces.length === 1) {
    return name => name.toLowerCase().includes(first);
  }
  const last = pieces[pieces.length - 1] ?? '';
  const between = pieces.slice(1, -1);
  return name => {
    const text = name.toLowerCase();
    if (text.length < first.length + last.length || !text.startsWith(first) || !text.endsWith(last)) {
      return false;
    }
    let at = first.length;
    for (const piece of between) {
      const found = text.indexOf(piece, at);
      if (found < 0) {
        return false;
      }
      at = found + piece.length;
    }
    return at <= text.length - last.length;
  };
}

/** Which entries of a listing are selected, and which one the keyboard is at. Entries keep it when rows move. */
export class Selection {
  #selected = new Uint8Array(0);
  #count = 0;
  /** Entry that the keyboard is at. */
  focus: number | undefined;
  /** Entry where a range starts. */
  #anchor: number | undefined;

  get count(): number {
    return this.#count;
  }

  has(index: number): boolean {
    return this.#selected[index] === 1;
  }

  /** Selected entries, in the order of `rows`. Those that `rows` leaves out are not acted upon. */
  in(rows: Uint32Array): Uint32Array {
    const { focus } = this;
    // Most often this is one, of perhaps a million.
    if (this.#count === 1 && focus !== undefined && this.has(focus)) {
      return rows.includes(focus) ? Uint32Array.of(focus) : new Uint32Array(0);
    }
    return this.#count === 0 ? new Uint32Array(0) : rows.filter(index => this.has(index));
  }

  clear(): void {
    this.#selected.fill(0);
    this.#count = 0;
  }

  only(index: number): void {
    this.clear();
    this.#add(index);
    this.focus = this.#anchor = index;
  }

  toggle(index: number): void {
    if (this.has(index)) {
      this.#selected[index] = 0;
      this.#count -= 1;
    } else {
      this.#add(index);
    }
    this.focus = this.#anchor = index;
  }

  /** Everything in `rows` between where the last selection started and `index`. */
  extendTo(index: number, rows: Uint32Array): void {
    const anchor = this.#anchor !== undefined && rows.includes(this.#anchor) ? this.#anchor : index;
    const from = rows.indexOf(anchor);
    const to = rows.indexOf(index);
    this.clear();
    for (const each of rows.subarray(Math.min(from, to), Math.max(from, to) + 1)) {
      this.#add(each);
    }
    this.focus = index;
    this.#anchor = anchor;
  }

  all(rows: Uint32Array): void {
    this.clear();
    rows.forEach(index => this.#add(index));
  }

  #add(index: number): void {
    if (index >= this.#selected.length) {
      const larger = new Uint8Array(Math.max(index + 1, this.#selected.length * 2));
      larger.set(this.#selected);
      this.#selected = larger;
    }
    if (this.#selected[index] === 0) {
      this.#selected[index] = 1;
      this.#count += 1;
    }
  }
}

/** What a setting holds, and what in it cannot be used. Settings files hold anything. */
export interface ReadSetting<T> {
  readonly value: T;
  /** For the log. */
  readonly complaint?: string;
}

export type SettingReader<T> = (raw: unknown) => ReadSetting<T>;

export function textSetting(fallback = ''): SettingReader<string> {
  return raw => (typeof raw === 'string' ? { value: raw } : unusable(fallback, 'a text'));
}

export function flagSetting(fallback: boolean): SettingReader<boolean> {
  return raw => (typeof raw === 'boolean' ? { value: raw } : unusable(fallback, 'true or false'));
}

export function numberSetting(fallback: number, min: number, max: number): SettingReader<number> {
  return raw =>
    typeof raw === 'number' && raw >= min && raw <= max
      ? { value: raw }
      : unusable(fallback, `a number from ${min} to ${max}`);
}

export function wholeNumberSetting(fallback: number, min: number, max: number): SettingReader<number> {
  const read = numberSetting(fallback, min, max);
  return raw =>
    Number.isInteger(raw) ? read(raw) : unusable(fallback, `a whole number from ${min} to ${max}`);
}

/** Keeps the entries that can be used. A text is no list: it would match parts of names. */
export function listSetting(
  what: string,
  isUsable: (entry: string) => boolean = () => true,
): SettingReader<readonly string[]> {
  return raw => {
    if (!Array.isArray(raw)) {
      return unusable([], `a list of ${what}`);
    }
    const entries: readonly unknown[] = raw;
    const value = entries.filter(entry => typeof entry === 'string').filter(isUsable);
    const rest = entries.length - value.length;
    return rest === 0 ? { value } : { value, complaint: `${rest} of its entries are no ${what}` };
  };
}

/** ARNs of functions: a name would mean the function of that name in every account and region. */
export const functionsSetting = listSetting('ARNs of functions', entry =>
  /^arn:[\w-]+:lambda:[a-z0-9-]+:\d{12}:function:[\w-]{1,140}$/.test(entry),
);

/** The texts of a list of functions that are no ARNs, so that they mark nothing. */
export function namesIn(raw: unknown): readonly string[] {
  const marked = new Set(functionsSetting(raw).value);
  return textsIn(raw).filter(entry => !marked.has(entry));
}

/** A list as it is to be written: with all that was in it, also what cannot be used, but for these entries. */
export function editedList(
  raw: unknown,
  { added, removed }: { readonly added: readonly string[]; readonly removed: readonly string[] },
): readonly unknown[] {
  const before: readonly unknown[] = Array.isArray(raw) ? raw : textsIn(raw);
  const kept = before.filter(entry => !removed.some(gone => gone === entry));
  return [...new Set([...kept, ...added])];
}

/** A text is a list of one. */
function textsIn(raw: unknown): readonly string[] {
  const entries: readonly unknown[] = Array.isArray(raw) ? raw : [raw];
  return entries.filter(entry => typeof entry === 'string');
}

/** An object with these values only. */
export function choicesSetting<T extends string>(
  choices: readonly T[],
): SettingReader<Readonly<Record<string, T>>> {
  const isChoice = (value: unknown): value is T => choices.some(choice => choice === value);
  return raw => {
    if (typeof raw !== 'object' || raw === null || Array.isArray(raw)) {
      return unusable({}, 'an object');
    }
    const entries = Object.entries(raw as Record<string, unknown>);
    const usable = entries.filter((entry): entry is [string, T] => isChoice(entry[1]));
    const value = Object.fromEntries(usable);
    const rest = entries.length - usable.length;
    return rest === 0
      ? { value }
      : { value, complaint: `${rest} of its values are none of ${choices.join(', ')}` };
  };
}

function unusable<T>(fallback: T, wanted: string): ReadSetting<T> {
  return { value: fallback, complaint: `it is not ${wanted}` };
}

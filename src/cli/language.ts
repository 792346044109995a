import { readFileSync } from 'node:fs';
import path from 'node:path';
import { createTranslate, type Translate } from '../core/translate';

/** The words of a run, and the language in which numbers and dates are written beside them. */
export interface Language {
  readonly locale: string;
  readonly t: Translate;
}

/**
 * The language that the environment asks for, such as programs take it from there: the first of these variables that
 * is not empty. https://pubs.opengroup.org/onlinepubs/9799919799/basedefs/V1_chap08.html
 */
export function languageOf(environment: Readonly<Record<string, string | undefined>>): Language {
  const wanted = environment.LC_ALL || environment.LC_MESSAGES || environment.LANG || systemLanguage();
  return /^ja(?![a-z])/i.test(wanted) ? japanese() : { locale: 'en', t: createTranslate() };
}

/** Windows and macOS do not say it in variables. On Linux, none of them set is English. */
function systemLanguage(): string {
  return process.platform === 'linux' ? 'en' : Intl.DateTimeFormat().resolvedOptions().locale;
}

function japanese(): Language {
  const file = path.join(__dirname, '..', 'l10n', 'bundle.l10n.ja.json');
  return {
    locale: 'ja',
    t: createTranslate(JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>),
  };
}

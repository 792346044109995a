import type { Translate } from '../../core/translate';
import { bounded, visible } from '../../core/text/visibleText';
import type { TemplateFinding } from '../templateFinding';

/** What the sentence of a finding is made of. */
export interface Context {
  readonly finding: TemplateFinding;
  readonly t: Translate;
  /** These, and what `param` gives, are short and have nothing hidden in them. */
  readonly subject: string;
  readonly actual: string;
  readonly expected: string;
  param(this: void, name: string): string;
}

const MAX_LENGTH = 120;

/** A text of a template, fit for a sentence. */
export function shorten(text: string): string {
  return visible(bounded(text, MAX_LENGTH));
}

/** The role of a finding that has one, or else the one that SAM makes. */
export function roleInWords({ params, subject }: TemplateFinding, t: Translate): string {
  const role = String(params?.['role'] ?? '');
  return role ? shorten(role) : t('the role that SAM makes for {0}', shorten(subject));
}

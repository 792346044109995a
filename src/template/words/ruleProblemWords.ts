import type { Translate } from '../../core/translate';
import type { RuleProblem } from '../checkRules';
import { shorten } from './sentence';

/** What is wrong in a configuration file, and what is right. */
export function describeRuleProblem({ is, value }: RuleProblem, t: Translate): string {
  const written = shorten(value);
  switch (is) {
    case 'no-object':
      return t('This has to be an object.');
    case 'no-reason':
      return t('Say why the finding is accepted: without a reason this entry has no effect.');
    case 'unknown-code':
      return t('There is no check {0}, so this entry has no effect.', written);
    case 'unknown-key':
      return t('{0} is not known here and has no effect.', written);
    case 'unknown-severity':
      return t('The severity has to be error, warning, info or off.');
    case 'wrong-value':
      return t('This has to be a list.');
  }
}

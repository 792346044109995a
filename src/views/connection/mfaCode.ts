import type { MfaCodeProvider } from '../../aws/lambdaCaller';
import { t } from '../localize';
import { askText } from '../window';

/** Asks for the code of a multi-factor device. */
export const askMfaCode: MfaCodeProvider = async (serial, profile) => {
  const code = await askText({
    title: t('Multi-factor authentication for {0}', profile),
    prompt: t('Code of the device {0}', serial),
    ignoreFocusOut: true,
    validateInput: text => (/^\d{6}$/.test(text.trim()) ? undefined : t('The code has six digits.')),
  });
  return code?.trim();
};

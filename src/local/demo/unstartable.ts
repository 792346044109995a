import type { FunctionCode } from '../options';
import { zipTexts } from './zipTexts';

/**
 * Of an invented function that Lambda cannot start.
 * @param message as https://docs.aws.amazon.com/lambda/latest/dg/troubleshooting-invocation.html spells it
 */
export function unstartable(name: string, message: string): FunctionCode {
  return { kind: 'unstartable', zip: zipTexts([]), error: { name, message } };
}

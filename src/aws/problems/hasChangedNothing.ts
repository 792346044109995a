/**
 * What is certain of a request that failed. A retry hides what became of the attempts before it, and a proxy answers
 * in the place of AWS: only AWS's own word, or a request that never left, says that nothing was changed.
 */

import { own } from '../../core/guards';

/** The fields that Node, the SDK and {@link withFailedAttempts} put on what they throw. */
interface Thrown {
  readonly cause?: unknown;
  readonly code?: unknown;
  readonly errors?: readonly unknown[];
  readonly message?: unknown;
  readonly syscall?: unknown;
  readonly failedAttempts?: readonly unknown[];
  readonly $response?: { readonly statusCode?: number; readonly headers?: Readonly<Record<string, string>> };
}

/** Whether AWS itself answered with this error: what a proxy makes up has none of these headers. */
export function isFromAws(error: unknown): boolean {
  return hasAwsHeaders((error as Thrown | undefined)?.$response?.headers ?? {});
}

/** @param headers by their names in lower case */
export function hasAwsHeaders(headers: Readonly<Record<string, string>>): boolean {
  return AWS_HEADERS.some(name => (own(headers, name) ?? '') !== '');
}

const AWS_HEADERS = ['x-amzn-errortype', 'x-amzn-requestid'];

/** Notes on an error what each attempt of its request failed with, in order. Attempts that were not sent are absent. */
export function withFailedAttempts(error: unknown, failedAttempts: readonly unknown[]): unknown {
  return error instanceof Error ? Object.assign(error, { failedAttempts }) : error;
}

/** Whether a request that failed has certainly changed nothing, in none of its attempts. */
export function hasChangedNothing(error: unknown): boolean {
  const { cause, failedAttempts } = (error ?? {}) as Thrown;
  const attempts = failedAttempts ?? (cause as Thrown | undefined)?.failedAttempts;
  return attempts !== undefined && attempts.every(attempt => wasNotSent(attempt) || wasRefused(attempt));
}

/** A conflict tells of a request that was carried out. */
function wasRefused(error: unknown): boolean {
  const status = (error as Thrown | undefined)?.$response?.statusCode ?? 0;
  return isFromAws(error) && status >= 400 && status < 500 && status !== 409;
}

/** Whether no connection was made. Node wraps the failures of several addresses of one host. */
export function wasNotSent(error: unknown): boolean {
  const { cause, code, errors, message, syscall } = (error ?? {}) as Thrown;
  if (errors !== undefined && errors.length > 0) {
    return errors.every(wasNotSent);
  }
  return (
    syscall === 'connect' ||
    syscall === 'getaddrinfo' ||
    FAILED_PROXY.test(String(message)) ||
    (typeof code === 'string' && UNTRUSTED_CERTIFICATE.test(code)) ||
    (cause !== undefined && wasNotSent(cause))
  );
}

/** The handshake failed, so no request followed it. */
const UNTRUSTED_CERTIFICATE = /CERT|^ERR_TLS_CERT|UNABLE_TO_VERIFY_LEAF_SIGNATURE|^UNABLE_TO_GET_ISSUER/;

/** VS Code's words, which are all that it says of a proxy that could not be reached. */
export const FAILED_PROXY = /^Failed to establish a socket connection to proxies: (.{0,300})/;

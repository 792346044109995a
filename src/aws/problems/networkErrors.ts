// Nobody answered, or not in the language that was spoken.
import type { HumanError } from '../../core/humanError';
import { FAILED_PROXY, wasNotSent } from './hasChangedNothing';
import type { CallContext } from '../operations';
import { problemError } from './awsProblems';
import { findRegion } from '../regions';

/** Whom a request was sent to. */
export interface RequestHost {
  /** Name, and port where it is not the usual. */
  readonly host: string;
  /** `https:` or `http:`. */
  readonly protocol?: string;
}

/** A file of certificates that was tried, too. */
export interface Bundle {
  readonly file: string;
  /** Why it could not be used. */
  readonly reason?: string;
}

/** What of a call its network failures depend on. */
export interface NetworkContext extends Pick<CallContext, 'connection' | 'target'> {
  /** Where the error does not say it. */
  readonly peer: RequestHost;
  /** That of settings, profile or environment. */
  readonly endpoint?: string;
}

/** The fields that Node, the SDK and we put on what is thrown. */
interface ThrownError extends Error {
  readonly code?: unknown;
  readonly errors?: readonly unknown[];
  readonly hostname?: unknown;
  readonly address?: unknown;
  readonly port?: unknown;
  readonly path?: unknown;
  readonly peer?: RequestHost;
  readonly bundle?: Bundle;
}

/** Undefined where it is no failure of the network. */
export function networkError(error: ThrownError, context: NetworkContext): HumanError | undefined {
  const peer = error.peer ?? context.peer;
  const { host } = peer;
  if (error.name === 'AnswerTooLargeError') {
    return problemError('answer-too-large', { host }, error);
  }
  const proxy = failedProxy(error);
  if (proxy !== undefined) {
    return problemError('proxy-unreachable', { host, proxy }, error);
  }
  const failure = systemError(error);
  if (!failure) {
    return error.name === 'TimeoutError' ? problemError('connect-timeout', { host }, error) : undefined;
  }
  const { code } = failure;
  if (isCertificate(code)) {
    return certificateError(code, host, error);
  }
  switch (code) {
    case 'ECONNREFUSED':
      return refused(failure, context, peer, error);
    case 'EHOSTUNREACH':
    case 'EHOSTDOWN':
    case 'ENETUNREACH':
    case 'ENETDOWN':
    case 'EADDRNOTAVAIL':
      return context.connection.kind === 'demo'
        ? problemError('demo-down', {}, error)
        : problemError('no-route', { host, address: addressOf(failure), reason: code }, error);
    case 'ENOTFOUND':
    case 'ENODATA':
    case 'ESERVFAIL':
      return notFound(code, failure, context, host, error);
    case 'ETIMEDOUT':
    case 'ESOCKETTIMEDOUT':
    case 'ETIMEOUT':
      return problemError('connect-timeout', { host }, error);
  }
  if (/^EAI_/.test(code)) {
    return notFound(code, failure, context, host, error);
  }
  if (context.target && !neverReachedIt(failure, error)) {
    return problemError('invoke-lost', { host, function: context.target.name }, error);
  }
  if (isBrokenOff(code)) {
    return problemError('connection-lost', { host }, error);
  }
  if (/^HPE_/.test(code)) {
    return problemError('not-http', { host, reason: code }, error);
  }
  if (isTls(code)) {
    // OpenSSL's line holds addresses of its source: only its last words say something.
    const reason = /:([^:]+):[^:]*:\d+:/.exec(failure.message)?.[1] ?? code;
    return peer.protocol === 'https:' &&
      /wrong version number|packet length too long|http request/.test(failure.message)
      ? problemError('not-tls', { host }, error)
      : problemError('tls-failed', { host, reason }, error);
  }
  return problemError('network-failed', { host, reason: code }, error);
}

/** The proxy that no connection could be made to. VS Code says so in words only: `… to proxies: PROXY HOST:PORT`. */
function failedProxy(error: ThrownError): string | undefined {
  const tried = FAILED_PROXY.exec(error.message)?.[1];
  return tried?.trim().replace(/^(PROXY|HTTPS?|SOCKS[45]?) /, '');
}

/** Whether nothing of an Invoke was taken by anybody who could have passed it on: otherwise it may have run. */
function neverReachedIt({ code, message }: SystemError, error: Error): boolean {
  return (
    wasNotSent(error) ||
    code === 'ERR_TLS_HANDSHAKE_TIMEOUT' ||
    (isTls(code) && NO_HANDSHAKE.test(message)) ||
    // What came does not begin as HTTP does.
    code === 'HPE_INVALID_CONSTANT' ||
    code === 'HPE_INVALID_VERSION'
  );
}

/** OpenSSL's words where two do not agree how to speak. In a connection that was made, it has others. */
const NO_HANDSHAKE =
  /wrong version number|packet length too long|http request|https proxy request|handshake|protocol version|unsupported protocol|unrecognized name|no (shared|suitable)|inappropriate fallback/i;

function refused(
  failure: SystemError,
  context: NetworkContext,
  { host }: RequestHost,
  error: Error,
): HumanError {
  const { connection, endpoint } = context;
  if (connection.kind === 'demo') {
    return problemError('demo-down', {}, error);
  }
  const address = addressOf(failure);
  if (endpoint !== undefined && new URL(endpoint).host === host && !isElsewhere(failure, endpoint)) {
    return problemError('endpoint-down', { endpoint }, error);
  }
  return problemError('connection-refused', { host, address }, error);
}

/** Whether it was another port that was connected to: a proxy's. */
function isElsewhere({ port }: SystemError, endpoint: string): boolean {
  const url = new URL(endpoint);
  return typeof port === 'number' && port !== Number(url.port || (url.protocol === 'https:' ? 443 : 80));
}

function notFound(
  code: string,
  failure: SystemError,
  { connection, endpoint }: NetworkContext,
  host: string,
  error: Error,
): HumanError {
  const name = typeof failure.hostname === 'string' ? failure.hostname : host;
  const isOwn = endpoint === undefined && name === host;
  if (code === 'ENOTFOUND' && isOwn && (connection.client?.fips ?? connection.client?.dualstack)) {
    return problemError('endpoint-variant-missing', { host: name, region: connection.region }, error);
  }
  if (code === 'ENOTFOUND' && isOwn && !findRegion(connection.region)) {
    return problemError('unknown-region', { region: connection.region, host: name }, error);
  }
  return problemError('host-not-found', { host: name }, error);
}

function certificateError(code: string, host: string, error: ThrownError): HumanError {
  if (code === 'CERT_HAS_EXPIRED' || code === 'CERT_NOT_YET_VALID') {
    return problemError('certificate-dates', { host, reason: code }, error);
  }
  const { file = '', reason: unusable = '' } = error.bundle ?? {};
  return problemError('certificate-not-trusted', { host, reason: code, file, unusable }, error);
}

/** Whether it was the peer's certificate that ended a handshake. */
export function isCertificateFailure(error: unknown): boolean {
  return error instanceof Error && isCertificate(systemError(error)?.code ?? '');
}

interface SystemError extends ThrownError {
  readonly code: string;
}

/**
 * The failure of the network behind an error. Node wraps those of several addresses of one host into an
 * AggregateError; the SDK renames the outer error.
 */
function systemError(error: ThrownError): SystemError | undefined {
  if (isNetworkFailure(error)) {
    return error;
  }
  const inner = error.errors?.[0] ?? error.cause;
  return inner instanceof Error ? systemError(inner) : undefined;
}

/** Whatever has a code, but a file's failures and wrong calls of Node, which are bugs. */
function isNetworkFailure(error: ThrownError): error is SystemError {
  const { code } = error;
  if (typeof code !== 'string' || error instanceof TypeError || error instanceof RangeError) {
    return false;
  }
  const isOfFile = 'path' in error || 'dest' in error;
  return (
    isCertificate(code) ||
    isTls(code) ||
    isBrokenOff(code) ||
    /^(HPE|EAI|UND_ERR)_/.test(code) ||
    (/^E[A-Z0-9]+$/.test(code) && !isOfFile)
  );
}

function isCertificate(code: string): boolean {
  return /^(CERT_|CRL_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_|INVALID_(CA|PURPOSE)|PATH_LENGTH_|HOSTNAME_MISMATCH|(ERR_TLS_)?CERT_ALTNAME|ERR_TLS_CERT_|ERROR_IN_CERT_)/.test(
    code,
  );
}

function isTls(code: string): boolean {
  return code === 'EPROTO' || /^ERR_(SSL|TLS|OSSL)_/.test(code);
}

function isBrokenOff(code: string): boolean {
  return (
    /^(ECONNRESET|EPIPE|ECONNABORTED|ERR_STREAM_(PREMATURE_CLOSE|DESTROYED)|ERR_HTTP2_|UND_ERR_SOCKET)/.test(
      code,
    ) || code === 'HPE_INVALID_EOF_STATE'
  );
}

/** Where Node connected to: the host's address, or a proxy's. */
function addressOf({ address, port }: SystemError): string {
  if (typeof address !== 'string') {
    return '';
  }
  const bracketed = address.includes(':') ? `[${address}]` : address;
  return typeof port === 'number' ? `${bracketed}:${port}` : bracketed;
}

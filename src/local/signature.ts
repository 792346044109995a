import { own } from '../core/guards';
import { createHash, createHmac } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { sameText, type AccessKey } from './accessKey';
import { ServiceError } from './serviceError';

/** How far a request's time may be from ours, as with AWS. */
const MAX_SKEW_MS = 5 * 60_000;

/** The parts of an `Authorization` header of Signature Version 4. */
export interface Authorization {
  readonly accessKeyId: string;
  /** `YYYYMMDD`. */
  readonly date: string;
  readonly region: string;
  readonly service: string;
  /** Lower case, in the order of the header. */
  readonly signedHeaders: readonly string[];
  /** Hexadecimal. */
  readonly signature: string;
}

const header =
  /^AWS4-HMAC-SHA256 +Credential=([^/,\s]+)\/(\d{8})\/([a-z0-9-]+)\/([a-z0-9-]+)\/aws4_request, *SignedHeaders=([a-z0-9;_-]+), *Signature=([0-9a-f]{64})$/;

/** @throws ServiceError where a request is not signed as the API wants it */
export function readAuthorization(request: IncomingMessage): Authorization {
  const { authorization } = request.headers;
  if (authorization === undefined) {
    throw new ServiceError('MissingAuthenticationTokenException', 'Missing Authentication Token');
  }
  const [, accessKeyId = '', date = '', region = '', service = '', signedHeaders = '', signature = ''] =
    header.exec(authorization) ?? [];
  if (signature === '') {
    throw new ServiceError(
      'IncompleteSignatureException',
      'The Authorization header is not one of Signature Version 4.',
    );
  }
  return { accessKeyId, date, region, service, signedHeaders: signedHeaders.split(';'), signature };
}

/**
 * Checks that who sent a request knows the secret, and that it arrived as it was signed, in time.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
 * @param bodySha256 hexadecimal, of the body as it arrived: what the request says of it counts for nothing
 * @throws ServiceError
 */
export function checkSignature(
  request: IncomingMessage,
  authorization: Authorization,
  bodySha256: string,
  { secretAccessKey }: AccessKey,
): void {
  const { date, region, service, signedHeaders, signature } = authorization;
  const time = String(request.headers['x-amz-date']);
  const unsigned = ['host', ...Object.keys(request.headers).filter(name => name.startsWith('x-amz-'))].find(
    name => !signedHeaders.includes(name),
  );
  if (unsigned !== undefined || !time.startsWith(date)) {
    throw new ServiceError(
      'IncompleteSignatureException',
      unsigned === undefined
        ? 'The date of the credential is not that of the request.'
        : `'${unsigned}' must be a signed header.`,
    );
  }
  const canonicalRequest = [
    request.method,
    canonicalPath(request.url ?? ''),
    canonicalQuery(request.url ?? ''),
    ...signedHeaders.map(name => `${name}:${headerValue(request, name)}`),
    '',
    signedHeaders.join(';'),
    bodySha256,
  ].join('\n');
  const scope = `${date}/${region}/${service}/aws4_request`;
  const key = [date, region, service, 'aws4_request'].reduce<string | Buffer>(
    (secret, part) => hmac(secret, part).digest(),
    `AWS4${secretAccessKey}`,
  );
  const expected = hmac(key, ['AWS4-HMAC-SHA256', time, scope, sha256(canonicalRequest)].join('\n'));
  if (!sameText(expected.digest('hex'), signature)) {
    throw new ServiceError(
      'InvalidSignatureException',
      'The request signature we calculated does not match the signature you provided. ' +
        'Check your AWS Secret Access Key and signing method.',
    );
  }
  if (!(Math.abs(Date.now() - timeOf(time)) <= MAX_SKEW_MS)) {
    throw new ServiceError('InvalidSignatureException', `Signature expired: ${time} is not now.`);
  }
}

function sha256(text: string | Uint8Array): string {
  return createHash('sha256').update(text).digest('hex');
}

export function hmac(key: string | Buffer, text: string) {
  return createHmac('sha256', key).update(text);
}

/** The path as it was sent, with each segment encoded once more. All services but S3 want that. */
function canonicalPath(url: string): string {
  const [path = ''] = url.split('?', 1);
  const segments: string[] = [];
  for (const segment of path.split('/')) {
    if (segment === '..') {
      segments.pop();
    } else if (segment !== '' && segment !== '.') {
      segments.push(encode(segment));
    }
  }
  return `/${segments.join('/')}${segments.length > 0 && path.endsWith('/') ? '/' : ''}`;
}

function canonicalQuery(url: string): string {
  const start = url.indexOf('?');
  const pairs = start < 0 ? [] : url.slice(start + 1).split('&');
  return pairs
    .filter(pair => pair !== '')
    .map(pair => {
      const [name = '', value = ''] = pair.split(/=(.*)/s, 2);
      return `${encode(decode(name))}=${encode(decode(value))}`;
    })
    .sort()
    .join('&');
}

function headerValue(request: IncomingMessage, name: string): string {
  const value = own(request.headers, name) ?? '';
  return (typeof value === 'string' ? value : value.join(',')).trim().replaceAll(/\s+/g, ' ');
}

function encode(text: string): string {
  return encodeURIComponent(text).replaceAll(
    /[!'()*]/g,
    character => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** @param time e.g. `20261122T125531Z` */
function timeOf(time: string): number {
  return Date.parse(time.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z'));
}

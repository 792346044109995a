/** What stands in a secret's place. */
const HIDDEN = '[hidden]';

/** Longest text that is looked through; what is logged or said is far shorter. */
const MOST_READ = 64 * 1024;

/** Headers, and parameters of signed URLs, whose values sign somebody in. */
const HEADERS =
  'x-amz-security-token|x-amz-signature|x-amz-s3session-token|x-amz-sso_bearer_token|x-aws-ec2-metadata-token|(?:proxy-)?authorization|(?:set-)?cookie|x-api-key';

/** Keys of `~/.aws`, of the answers of STS, SSO and credential processes, and of what else is written beside them. */
const KEYS =
  '(?:aws[_-]?)?(?:secret[_-]?access[_-]?key|session[_-]?token|security[_-]?token|secret[_-]?key)|(?:access|refresh|id|bearer|auth)[_-]?token|client[_-]?secret|password|passwd';

const patterns: readonly (readonly [RegExp, string])[] = [
  // Authorization: Bearer …, AWS4-HMAC-SHA256 …, Basic …; to the end of the line or of the quotation.
  [/((?:proxy-)?authorization(?: header)?["'\\]*\s*[:=]\s*)(\[?\s*["'\\]+)?[^\r\n"'\\]+/gi, `$1$2${HIDDEN}`],
  [/((?:set-)?cookie["'\\]*\s*[:=]\s*)(\[?\s*["'\\]+)?[^\r\n"'\\]+/gi, `$1$2${HIDDEN}`],
  [/\b(AWS4(?:-[A-Z0-9]+)+\s+)Credential=[^\r\n"']+/g, `$1${HIDDEN}`],
  [/\b(Bearer|Basic)\s+[\w.~+/=-]{8,}/g, `$1 ${HIDDEN}`],
  [
    new RegExp(
      `((?:(?<![\\w-])|(?<=%[\\dA-F]{2}))(?:${HEADERS}|${KEYS})(?:%22|&quot;|["'\\\\])*\\s*(?:[:=]|%3D|%3A)\\s*\\[?\\s*(?:%22|&quot;|["'\\\\])*)(?!\\[hidden\\])[^\\s"'\\\\&,;<>\\]}]+`,
      'gi',
    ),
    `$1${HIDDEN}`,
  ],
  [new RegExp(`(<(${HEADERS}|${KEYS})>)[^<]+`, 'gi'), `$1${HIDDEN}`],
  // User and password in a URL, as of a proxy.
  [/(\b[a-z][a-z0-9+.-]{0,20}:\/\/)[^\s/?#@"']{1,1000}@/gi, `$1${HIDDEN}@`],
  // Tokens by how they begin: of STS, of IAM Identity Center, and JSON Web Tokens.
  [
    /\b(?:IQoJb3JpZ2lu|FwoGZXIvYXdz|FQoGZXIvYXdz|AQoDYXdz|AQoEXAMPLE|aoaAAAAA|aorAAAAA)[\w+/=%.-]{8,}/g,
    HIDDEN,
  ],
  [/\beyJ[\w-]{8,}\.[\w-]{8,}(?:\.[\w-]*)?/g, HIDDEN],
];

/**
 * A text without what would sign somebody in: signatures, tokens, secret keys and passwords that an endpoint, a proxy
 * or a tool has put into what it says. For everything that is logged, shown or copied and was said by somebody else.
 */
export function redact(text: string): string {
  const read = text.length > MOST_READ ? `${text.slice(0, MOST_READ)}…` : text;
  return patterns.reduce((shown, [pattern, by]) => shown.replace(pattern, by), read);
}

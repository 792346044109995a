import type { IncomingMessage } from 'node:http';
import { sameText, type AccessKey } from './accessKey';
import type { RequestRoute } from './route';
import { refuseBrowsers } from './readBody';
import { ServiceError } from './serviceError';
import { checkSignature, hmac, readAuthorization, type Authorization } from './signature';

/** Signatures are remembered for longer than their time is accepted. */
const REMEMBERED_MS = 11 * 60_000;

/** As signatures are scoped to them. */
const services: ReadonlySet<string> = new Set([
  'lambda',
  'elasticfilesystem',
  's3files',
  'ec2',
  'monitoring',
]);

/** Who showed at the door that they may ask, up to what only the body can prove. */
export interface Visitor {
  readonly region: string;
  /** @param bodySha256 hexadecimal. @throws ServiceError where the request is not what the owner of the key signed */
  check(bodySha256: string): void;
}

/**
 * Lets those in who know the access key. Loopback is shared with every user of the machine, and what lies behind the
 * door runs code as the person who started it.
 */
export class Door {
  readonly #key: AccessKey;
  readonly #seen = new Map<string, number>();

  constructor(key: AccessKey) {
    this.#key = key;
  }

  /** Refuses what can be refused without the body. @throws ServiceError */
  admit(request: IncomingMessage, route: RequestRoute | 'query'): Visitor {
    refuseBrowsers(request);
    if (route !== 'query' && route.operation === 'GetCode') {
      return this.#admitByLink(route);
    }
    const authorization = readAuthorization(request);
    const { accessKeyId, region, service } = authorization;
    if (!sameText(accessKeyId, this.#key.accessKeyId)) {
      throw new ServiceError(
        'UnrecognizedClientException',
        'The security token included in the request is invalid.',
      );
    }
    if (!services.has(service)) {
      throw new ServiceError(
        'InvalidSignatureException',
        `Credential should be scoped to correct service: '${service}' is not here.`,
      );
    }
    return {
      region,
      check: bodySha256 => {
        checkSignature(request, authorization, bodySha256, this.#key);
        // Those that are named in the body only read.
        this.#refuseRepeated(route === 'query' || request.method === 'GET', authorization);
      },
    };
  }

  /** For GetFunction's Code.Location: the link is signed, as S3's is, because who follows it has no key. */
  codeLink(baseUrl: string, region: string, functionName: string): string {
    return `${baseUrl}/code/${region}/${functionName}?Signature=${this.#linkSignature(region, functionName)}`;
  }

  #admitByLink({ region = '', resource = '', query }: RequestRoute): Visitor {
    if (!sameText(query.get('Signature') ?? '', this.#linkSignature(region, resource))) {
      throw new ServiceError('AccessDeniedException', 'Access Denied');
    }
    return { region, check: () => {} };
  }

  #linkSignature(region: string, functionName: string): string {
    return hmac(this.#key.secretAccessKey, `code/${region}/${functionName}`).digest('hex');
  }

  /**
   * What runs or changes something does so once for each signature. Reading the same twice within a second gives the
   * same signature with clients that put nothing of their own into a request, as botocore does.
   */
  #refuseRepeated(isReading: boolean, { signature }: Authorization): void {
    const now = Date.now();
    const first = this.#seen.get(signature);
    if (first !== undefined && (!isReading || now - first > 1000)) {
      throw new ServiceError('InvalidSignatureException', 'This signed request arrived before.');
    }
    // The oldest come first.
    for (const [old, at] of this.#seen) {
      if (now - at < REMEMBERED_MS) {
        break;
      }
      this.#seen.delete(old);
    }
    this.#seen.set(signature, first ?? now);
  }
}

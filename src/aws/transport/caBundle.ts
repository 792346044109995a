import { X509Certificate } from 'node:crypto';
import tls from 'node:tls';

import { readSmallFile } from '../sharedFiles/readSmallFile';

/** Certificates to trust: none where `reason` says why there is nothing more to trust. */
export interface BundleCertificates {
  /** PEM, with those that Node trusts by itself. */
  readonly certificates: readonly string[];
  readonly reason?: string;
}

/** What a file of certificates in PEM adds to those that are trusted anyway. */
export async function certificatesOf(file: string): Promise<BundleCertificates> {
  let text: string;
  try {
    text = (await readSmallFile(file)).toString('latin1');
  } catch (error) {
    return { certificates: [], reason: (error as NodeJS.ErrnoException).code ?? String(error) };
  }
  const blocks = text.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? [];
  const usable = blocks.filter(isCertificate);
  return usable.length === 0
    ? { certificates: [], reason: 'no PEM certificate' }
    : { certificates: [...usable, ...tls.rootCertificates] };
}

/** One that is damaged would make the whole list unusable. */
function isCertificate(pem: string): boolean {
  try {
    return new X509Certificate(pem).raw.length > 0;
  } catch {
    return false;
  }
}

import { X509Certificate } from 'node:crypto';
import { open } from 'node:fs/promises';
import tls from 'node:tls';

/** Those that browsers trust take a quarter of it. */
const MOST_BYTES = 1024 * 1024;

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
    text = await beginning(file);
  } catch (error) {
    return { certificates: [], reason: (error as NodeJS.ErrnoException).code ?? String(error) };
  }
  const blocks = text.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? [];
  const usable = blocks.filter(isCertificate);
  return usable.length === 0
    ? { certificates: [], reason: 'no PEM certificate' }
    : { certificates: [...usable, ...tls.rootCertificates] };
}

async function beginning(file: string): Promise<string> {
  const handle = await open(file);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(MOST_BYTES), 0, MOST_BYTES, 0);
    return buffer.toString('latin1', 0, bytesRead);
  } finally {
    await handle.close();
  }
}

/** One that is damaged would make the whole list unusable. */
function isCertificate(pem: string): boolean {
  try {
    return new X509Certificate(pem).raw.length > 0;
  } catch {
    return false;
  }
}

/** Where the report's links may lead: documentation of AWS and of the Linux NFS client. */
const documentationHosts = new Set([
  'docs.aws.amazon.com',
  'repost.aws',
  'man7.org',
  'www.man7.org',
  'docs.kernel.org',
  'www.kernel.org',
  'git.kernel.org',
  'git.linux-nfs.org',
]);

/** Whether a link of the report may be opened: https to a documentation host, or a page that a finding names. */
export function mayOpen(url: string, sources: readonly string[]): boolean {
  let parsed: URL;
  try {
    parsed = new URL(url);
  } catch {
    return false;
  }
  return parsed.protocol === 'https:' && (documentationHosts.has(parsed.host) || sources.includes(url));
}

import { Link } from './link';

interface SourcesProps {
  /** Stable code of what the pages are about. */
  readonly code: string;
  readonly urls: readonly string[];
}

/** The pages that say so. */
export function Sources({ code, urls }: SourcesProps) {
  return (
    <p class="sources">
      <span class="code muted">{code}</span>
      {urls.map(url => (
        <Link key={url} url={url}>
          {nameOfPage(url)}
        </Link>
      ))}
    </p>
  );
}

/** Who says so and on which page: `docs.aws.amazon.com: performance-tips`. */
function nameOfPage(url: string): string {
  const { host, pathname } = new URL(url);
  const page = pathname.split('/').findLast(part => part !== '');
  return page === undefined ? host : `${host}: ${page.replace(/\.html?$/, '')}`;
}

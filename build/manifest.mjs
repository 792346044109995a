// @ts-check
// What package.json says of where the extension lives, and what follows from it for packaging and publishing.

/**
 * @typedef {object} Manifest the part of package.json that is looked at here
 * @property {string} version
 * @property {string} publisher
 * @property {{ url: string }} repository
 * @property {{ url: string }} bugs
 * @property {string} homepage
 * @property {string} qna
 */

/** Nobody can own a name below this: a link to it leads nowhere, and to nobody else's pages. */
const placeholderHost = '.invalid';

/** What stands in README.md for the owner of the repository that pipelines name. */
const placeholderOwner = 'OWNER/';

/**
 * The repository's page, or nothing while package.json only holds its place.
 * @param {Manifest} manifest
 */
function repositoryPage({ repository }) {
  const { protocol, hostname, href } = new URL(repository.url);
  if (protocol !== 'https:' || hostname.endsWith(placeholderHost)) {
    return undefined;
  }
  return href.replace(/(\.git)?\/?$/, '');
}

/**
 * Odd minor versions are pre-releases, even ones are releases: both registries order them by number alone.
 * @param {string} version
 */
export function isPreRelease(version) {
  return Number(version.split('.')[1]) % 2 === 1;
}

/**
 * The arguments of `vsce package`. Pictures and links of the README lead to the repository once there is one.
 * @param {Manifest} manifest
 * @returns {string[]}
 */
export function packageArguments(manifest) {
  return [
    '--no-dependencies',
    ...(isPreRelease(manifest.version) ? ['--pre-release'] : []),
    ...(repositoryPage(manifest) ? [] : ['--no-rewrite-relative-links']),
  ];
}

/**
 * Why this may not be published as it is: sentences that say what to do. None where it may.
 * @param {Manifest} manifest
 * @param {{ changelog: string, readme: string, publisher?: string | undefined, tag?: string | undefined }} expected
 *   the texts of CHANGELOG.md and README.md; whose registration the registries know; the tag of the release
 * @returns {string[]}
 */
export function obstacles(manifest, { changelog, publisher, readme, tag }) {
  const page = repositoryPage(manifest);
  if (!page) {
    return [
      `package.json holds the place of a repository (${manifest.repository.url}). ` +
        'Fill in repository, homepage, bugs, qna and publisher, which stand together there.',
    ];
  }
  /** @type {[string, string][]} */
  const links = [
    ['homepage', manifest.homepage],
    ['bugs', manifest.bugs.url],
    ['qna', manifest.qna],
  ];
  return [
    ...links
      .filter(([, url]) => !url.startsWith(page))
      .map(
        ([name, url]) =>
          `"${name}" of package.json (${url}) is not below the repository's page, ${page}. Correct it.`,
      ),
    ...(publisher === undefined || publisher === manifest.publisher
      ? []
      : [
          `The registries know the publisher "${publisher}", and package.json says "${manifest.publisher}". ` +
            'Correct "publisher" in package.json, or the variable PUBLISHER of the repository.',
        ]),
    ...(tag === undefined || tag === `v${manifest.version}`
      ? []
      : [`The tag is ${tag}, and package.json has version ${manifest.version}. Tag v${manifest.version}.`]),
    ...(readme.includes(placeholderOwner)
      ? [
          `README.md shows how pipelines use ${placeholderOwner}…, which is nobody's. Write ${new URL(page).pathname.slice(1)}, and take OWNER out of the words beside it.`,
        ]
      : []),
    ...(changelog.includes(`\n## ${manifest.version}\n`)
      ? []
      : [`CHANGELOG.md has no section "## ${manifest.version}". Give what is under Unreleased that title.`]),
  ];
}

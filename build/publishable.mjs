// `npm run publishable`: fails, saying what to do, while package.json holds placeholders or does not fit the release.
// The release's tag and the registered publisher are taken from RELEASE_TAG and PUBLISHER where these are set.
import { readFileSync } from 'node:fs';
import { obstacles } from './manifest.mjs';

const found = obstacles(JSON.parse(readFileSync('package.json', 'utf8')), {
  changelog: readFileSync('CHANGELOG.md', 'utf8'),
  readme: readFileSync('README.md', 'utf8'),
  publisher: process.env.PUBLISHER,
  tag: process.env.RELEASE_TAG,
});
console.log(found.length > 0 ? found.join('\n') : 'Nothing stands in the way of publishing.');
process.exitCode = found.length > 0 ? 1 : 0;

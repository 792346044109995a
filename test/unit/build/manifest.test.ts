import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { isPreRelease, type Manifest, obstacles, packageArguments } from '../../../build/manifest.mjs';
import { projectRoot } from '../../harness/projectRoot';

const page = 'https://github.com/someone/efs-mount-inspector';
const filledIn: Manifest = {
  version: '1.2.0',
  publisher: 'someone',
  repository: { url: `${page}.git` },
  homepage: `${page}#readme`,
  bugs: { url: `${page}/issues` },
  qna: `${page}/discussions`,
};
const placeholder = {
  ...filledIn,
  repository: { url: 'https://repository.invalid/efs-mount-inspector.git' },
};
const changelog = '# Changelog\n\n## 1.2.0\n\n- Something.\n';
const readme = 'uses: someone/efs-mount-inspector@SHA';
const documents = { changelog, readme };

describe('publishing', () => {
  it('is refused while the manifest holds the place of a repository', () => {
    for (const url of [placeholder.repository.url, 'http://github.com/someone/x.git']) {
      const [first, ...others] = obstacles({ ...filledIn, repository: { url } }, documents);
      assert.match(first ?? '', /Fill in repository, homepage, bugs, qna and publisher/);
      assert.deepEqual(others, []);
    }
  });

  it('is not refused where everything fits', () => {
    assert.deepEqual(obstacles(filledIn, { ...documents, publisher: 'someone', tag: 'v1.2.0' }), []);
  });

  it('is refused for each thing that does not fit, with what to do', () => {
    const bent = {
      ...filledIn,
      qna: 'https://elsewhere.example/',
      bugs: { url: 'https://repository.invalid/issues' },
    };
    assert.match(obstacles(bent, documents).join('\n'), /"bugs" .*Correct it\.\n"qna" .*Correct it\./);
    assert.match(obstacles(filledIn, { ...documents, publisher: 'else' }).join(), /Correct "publisher"/);
    assert.match(obstacles(filledIn, { ...documents, tag: 'v1.3.0' }).join(), /Tag v1\.2\.0\./);
    assert.match(
      obstacles(filledIn, { readme, changelog: '# Changelog\n\n## Unreleased\n' }).join(),
      /CHANGELOG\.md/,
    );
    const unowned = { changelog, readme: 'uses: OWNER/efs-mount-inspector@SHA' };
    assert.match(obstacles(filledIn, unowned).join(), /README\.md .* Write someone\/efs-mount-inspector/);
  });

  it('makes odd minor versions pre-releases, and links of the README absolute once the repository is known', () => {
    assert.deepEqual(['0.1.0', '0.2.9', '1.10.1', '3.11.0'].map(isPreRelease), [true, false, false, true]);
    assert.deepEqual(packageArguments(filledIn), ['--no-dependencies']);
    assert.deepEqual(packageArguments({ ...placeholder, version: '1.3.0' }), [
      '--no-dependencies',
      '--pre-release',
      '--no-rewrite-relative-links',
    ]);
  });
});

describe('the manifest', () => {
  const manifest = JSON.parse(readFileSync(path.join(projectRoot, 'package.json'), 'utf8')) as Manifest;

  it('names where the extension lives in five fields that stand together', () => {
    const names = Object.keys(manifest);
    const first = names.indexOf('publisher');
    assert.deepEqual(names.slice(first, first + 5), ['publisher', 'repository', 'homepage', 'bugs', 'qna']);
  });
});

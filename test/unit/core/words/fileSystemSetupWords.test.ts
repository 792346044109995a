import assert from 'node:assert/strict';
import type { AccessPoint, FileSystem, FileSystemSetup } from '../../../../src/core/mount/fileSystemSetup';
import { createTranslate } from '../../../../src/core/translate';
import { describeFileSystemSetup } from '../../../../src/core/words/fileSystemSetupWords';
import { describePathFact } from '../../../../src/core/words/pathFactWords';
import { reading, setupWith, target } from '../failure/networkWorld';

const t = createTranslate();

describe('the words of a file system that tells only a part', () => {
  const valuesOf = (name: string, more: Partial<FileSystemSetup>) =>
    describeFileSystemSetup({ ...setupWith(), ...more }, target, t, 'en').facts.find(
      fact => fact.name === name,
    )?.values;
  const throughputOf = (more: Partial<FileSystem>) =>
    valuesOf('Throughput', { fileSystem: reading({ id: 'fs-1', ...more }) });

  it('claim no throughput that was not told', () => {
    assert.deepEqual(throughputOf({ throughputMode: 'bursting' }), ['bursting']);
    assert.deepEqual(throughputOf({ throughputMode: 'bursting', sizeBytes: '0' }), [
      'bursting, 1.0 MiB a second without credits',
    ]);
    assert.deepEqual(throughputOf({ throughputMode: 'provisioned' }), ['provisioned']);
    assert.deepEqual(throughputOf({ throughputMode: 'provisioned', provisionedMibps: 1.5 }), [
      'provisioned, 1.5 MiB a second',
    ]);
  });

  it('claim nobody’s id that was not told', () => {
    const accessPoint = reading({
      id: 'fsap-1',
      posixUser: { gid: 7, secondaryGids: [8] },
      rootDirectory: { path: '/data', creationInfo: { uid: 9, permissions: '755' } },
    });
    assert.deepEqual(valuesOf('User of all calls', { accessPoint }), ['?:7, 8']);
    assert.deepEqual(valuesOf('Root directory', { accessPoint }), [
      '/data (created where it does not exist, for 9:? with 755)',
    ]);
  });

  it('say whether the root directory is created', () => {
    const directory = (rootDirectory: AccessPoint['rootDirectory']) =>
      valuesOf('Root directory', { accessPoint: reading({ id: 'fsap-1', rootDirectory }) });
    assert.deepEqual(directory({ path: '/' }), ['/']);
    assert.deepEqual(directory({ path: '/data' }), ['/data (not created where it does not exist)']);
    const creationInfo = { uid: 1, gid: 2, permissions: '750' };
    assert.deepEqual(directory({ path: '/', creationInfo }), ['/']);
    assert.deepEqual(directory({ path: '/data', creationInfo }), [
      '/data (created where it does not exist, for 1:2 with 750)',
    ]);
  });

  it('leave open below which size objects are copied', () => {
    const importRules = [{ prefix: '', trigger: 'ON_FILE_ACCESS' }];
    const copied = valuesOf('Copied into the file system', {
      synchronization: reading({ importRules, expirationDays: [] }),
    });
    assert.equal(copied?.[0], 'all keys: objects below ?, when the file is accessed');
  });
});

describe('the words of a fact that names several things', () => {
  it('are in the plural', () => {
    const told = (code: Parameters<typeof describePathFact>[0]['code'], params: Record<string, string>) =>
      describePathFact({ code, params }, t);
    assert.equal(told('acls-open', { acls: 'acl-a' }), 'acl-a lets TCP 2049 and its answers pass.');
    assert.equal(
      told('acls-open', { acls: 'acl-a, acl-b' }),
      'acl-a, acl-b let TCP 2049 and its answers pass.',
    );
    assert.equal(
      told('dns-off', { vpc: 'vpc-1', settings: 'enableDnsHostnames' }),
      'enableDnsHostnames of vpc-1 is off.',
    );
    assert.equal(
      told('dns-off', { vpc: 'vpc-1', settings: 'enableDnsSupport, enableDnsHostnames' }),
      'enableDnsSupport, enableDnsHostnames of vpc-1 are off.',
    );
  });
});

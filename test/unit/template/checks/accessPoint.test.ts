import assert from 'node:assert/strict';
import { at, change, efs, finds, findsNothing, only, s3Files } from '../templates';

const creation = `        CreationInfo:
          OwnerUid: '1000'
          OwnerGid: '1000'
          Permissions: '755'
`;
const rootDirectory = `      RootDirectory:\n        Path: /lambda\n${creation}`;
const posixUser = "      PosixUser:\n        Uid: '1000'\n        Gid: '1000'\n";
/** The access point's own line, so that other resources with a FileSystemId stay. */
const ofAccessPoint = `      FileSystemId: !Ref FileSystem\n${posixUser}`;

describe('checks of the access point', () => {
  describe('missing-creation-info', () => {
    it('finds a directory that nobody creates', () => {
      const template = change(efs, [creation, '']);
      finds('warning missing-creation-info', template);
      assert.equal(at(template, only(template)), '/lambda');
      assert.equal(only(template).subject, 'AccessPoint');
      findsNothing(change(efs, [rootDirectory, rootDirectory.replace('/lambda', '/a/b/c')]));
    });

    it('calls it CreationPermissions for S3 Files', () => {
      const template = change(s3Files, [
        "        CreationPermissions:\n          OwnerUid: '1000'\n          OwnerGid: '1000'\n          Permissions: '755'\n",
        '',
      ]);
      finds('warning missing-creation-info', template);
      assert.equal(only(template).expected, 'CreationPermissions');
    });

    it('only tells of it where the directory may exist', () => {
      const imported = change(
        efs,
        [creation, ''],
        [ofAccessPoint, ofAccessPoint.replace('!Ref FileSystem', 'fs-0123456789abcdef0')],
      );
      finds('info missing-creation-info', imported);
      const instance =
        '  Instance:\n    Type: AWS::EC2::Instance\n    Properties:\n      UserData: !Sub "mount ${FileSystem}"\n  Role:\n';
      finds('info missing-creation-info', change(efs, [creation, ''], ['  Role:\n', instance]));
      const above = `  Above:\n    Type: AWS::EFS::AccessPoint\n    Properties:\n${ofAccessPoint}  Role:\n`;
      finds('info missing-creation-info', change(efs, [creation, ''], ['  Role:\n', above]));
    });

    it('says nothing of a directory that is decided elsewhere', () => {
      findsNothing(
        change(efs, [rootDirectory, '      RootDirectory:\n        Path: !ImportValue Directory\n']),
      );
      findsNothing(change(efs, [rootDirectory, '      RootDirectory: !If [Some, {Path: /a}, {Path: /b}]\n']));
    });
  });

  describe('root-not-writable', () => {
    it('finds a user other than root on the root of a new file system', () => {
      finds('warning root-not-writable', change(efs, [rootDirectory, '']));
      const template = change(efs, [rootDirectory, '      RootDirectory:\n        Path: /\n']);
      finds('warning root-not-writable', template);
      assert.equal(at(template, only(template)), '/');
    });

    it('only tells of it where the root may have been changed', () => {
      finds(
        'info root-not-writable',
        change(
          efs,
          [rootDirectory, ''],
          [ofAccessPoint, ofAccessPoint.replace('!Ref FileSystem', '!ImportValue FileSystem')],
        ),
      );
    });

    it('leaves root alone', () => {
      findsNothing(change(efs, [rootDirectory, ''], [posixUser, posixUser.replaceAll('1000', '0')]));
    });
  });

  describe('missing-posix-user', () => {
    it('finds an access point without a user', () => {
      const template = change(efs, [posixUser, '']);
      finds('warning missing-posix-user', template);
      assert.equal(at(template, only(template)), 'AccessPoint');
      finds('warning missing-posix-user', change(efs, [posixUser, ''], [rootDirectory, '']));
    });

    it('leaves a directory alone that is open to all', () => {
      findsNothing(change(efs, [posixUser, ''], ["'755'", "'0777'"]));
    });
  });

  describe('missing-execute-permission', () => {
    it('finds a directory that its owner may not enter', () => {
      const template = change(efs, ["'755'", "'644'"]);
      finds('warning missing-execute-permission', template, { fixed: true });
      assert.equal(at(template, only(template)), "'644'");
    });

    it('looks at the bits that count for the user', () => {
      const withUser = (uid: string, gid: string, permissions: string, more = '') =>
        change(
          efs,
          [posixUser, `      PosixUser:\n        Uid: '${uid}'\n        Gid: '${gid}'\n${more}`],
          ["'755'", permissions],
        );
      findsNothing(withUser('1001', '1000', "'0770'"));
      finds('warning missing-execute-permission', withUser('1001', '1001', "'0750'"));
      finds('warning missing-execute-permission', withUser('1001', '1000', "'0705'"));
      findsNothing(withUser('1001', '1001', "'0770'", '        SecondaryGids: [1000]\n'));
      findsNothing(withUser('0', '0', "'0600'"));
      findsNothing(withUser('1000', '1000', '0700'));
    });
  });

  describe('creation-info-without-path', () => {
    it('tells that it is ignored', () => {
      const template = change(efs, ['        Path: /lambda\n', '']);
      finds('info creation-info-without-path', template);
      assert.equal(at(template, only(template)), 'CreationInfo');
      finds('info creation-info-without-path', change(efs, ['        Path: /lambda\n', '        Path: /\n']));
    });
  });
});

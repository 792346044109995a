import type { Translate } from '../translate';
import type { OptionEvidence, OptionReading, OptionStatus } from '../mount/mountOptions';

/** One line on what an option means; nothing for one that is not known. nfs(5), mount(8). */
export function describeOption({ key, value }: Pick<OptionReading, 'key' | 'value'>, t: Translate): string {
  switch (key) {
    case 'rw':
      return t('Files can be read and written.');
    case 'ro':
      return t('Files can only be read.');
    case 'relatime':
    case 'noatime':
    case 'nodiratime':
      return t('Has no effect on NFS, which leaves access times to the server.');
    case 'nosuid':
      return t('Set-user-ID and set-group-ID bits have no effect.');
    case 'nodev':
      return t('Device files cannot be opened.');
    case 'noexec':
      return t('Programs on it cannot be run.');
    case 'sync':
      return t('Every write waits until the server has stored it.');
    case 'async':
      return t('Writes are collected in memory and sent when a file is flushed or closed.');
    case 'vers':
      return t('Version of the NFS protocol.');
    case 'rsize':
      return t('Most bytes read with one request.');
    case 'wsize':
      return t('Most bytes written with one request.');
    case 'bsize':
      return t('Block size that statfs reports.');
    case 'namlen':
      return t('Longest file name that the server accepts.');
    case 'hard':
      return t('Requests are retried until the server answers; a timeout never becomes an error.');
    case 'soft':
      return t('A request that times out fails with EIO.');
    case 'softerr':
      return t('A request that times out fails with ETIMEDOUT.');
    case 'softreval':
      return t('Cached paths and attributes are used when the server does not confirm them in time.');
    case 'noresvport':
      return t('Connects from an unprivileged source port, and from a new one after a lost connection.');
    case 'resvport':
      return t('Connects from a privileged source port and keeps it after a lost connection.');
    case 'fatal_neterrors':
      return value === 'none'
        ? t('A network that is down does not make calls fail.')
        : t('A network that is down makes calls fail at once, even on a hard mount.');
    case 'proto':
      return t('Transport protocol.');
    case 'nconnect':
      return t('Number of TCP connections to the server.');
    case 'max_connect':
      return t('Most connections to different addresses of one server.');
    case 'port':
      return t('TCP port of the server, or of the proxy that leads to it.');
    case 'timeo':
      return t(
        'How long to wait for an answer before the first retransmission; each further wait is longer by as much.',
      );
    case 'retrans':
      return t('With timeo, sets when a request counts as timed out: after timeo × (retrans + 1).');
    case 'sec':
      return t('How the client proves who it is to the server.');
    case 'xprtsec':
      return t('Encryption of the NFS connection by the kernel.');
    case 'clientaddr':
      return t('Address for callbacks; only NFS 4.0 uses it.');
    case 'local_lock':
      return value === 'none'
        ? t('File locks are kept by the server, so that all clients see them.')
        : t('File locks of this kind are known only to this execution environment.');
    case 'addr':
      return t('Address of the server, or of the proxy that leads to it.');
    default:
      return describeCacheOption(key, t);
  }
}

function describeCacheOption(key: string, t: Translate): string {
  switch (key) {
    case 'ac':
      return t('File attributes are cached for a while.');
    case 'noac':
      return t('File attributes are not cached, and every write is synchronous.');
    case 'acregmin':
      return t('Shortest time for which attributes of a file are trusted.');
    case 'acregmax':
      return t('Longest time for which attributes of a file are trusted.');
    case 'acdirmin':
      return t('Shortest time for which attributes of a directory are trusted.');
    case 'acdirmax':
      return t('Longest time for which attributes of a directory are trusted.');
    case 'lookupcache':
      return t('Which results of looking up names are cached.');
    case 'cto':
      return t('Opening a file shows what others wrote before they closed it.');
    case 'nocto':
      return t('Opening a file may show an older state than what others wrote and closed.');
    case 'fsc':
      return t('File data is also cached on a local disk.');
    case 'nofsc':
      return t('File data is not cached on a local disk.');
    case 'nordirplus':
      return t('Listing a directory does not bring the attributes of its files along.');
    case 'rdirplus':
      return t('Listing a directory brings the attributes of its files along.');
    case 'nosharecache':
      return t('Mounts of the same file system do not share their cache.');
    case 'write':
      return t('When writes are sent to the server.');
    case 'noalignwrite':
      return t('Writes are not extended to whole pages.');
    default:
      return '';
  }
}

export function describeStatus(status: OptionStatus, t: Translate): string {
  switch (status) {
    case 'as-recommended':
      return t('As recommended');
    case 'deviates':
      return t('Differs');
    case 'no-recommendation':
      return t('No recommendation');
  }
}

export function describeEvidence(evidence: OptionEvidence, t: Translate): string {
  switch (evidence) {
    case 'printed':
      return t('Printed in the mount table.');
    case 'mountstats':
      return t('Not in the mount table, but printed in /proc/self/mountstats.');
    case 'default':
      return t('The default: the kernel prints this option only when it is different.');
  }
}

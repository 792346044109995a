interface MountstatsText {
  readonly source?: string;
  readonly age?: number;
  readonly options?: string;
  readonly bytes?: string;
  readonly transports?: readonly string[];
  readonly operations?: Readonly<Record<string, string>>;
}

/** A block of /proc/self/mountstats for the mount on /mnt/efs, as fs/nfs/super.c prints it. */
export function mountstats({
  source = '127.0.0.1:/',
  age = 3600,
  options = 'rw,vers=4.1,rsize=1048576,wsize=1048576,namlen=255,acregmin=3,acregmax=60,acdirmin=30,acdirmax=60,hard,noresvport,proto=tcp,port=20252,timeo=600,retrans=2,sec=sys,clientaddr=127.0.0.1,local_lock=none',
  bytes = '0 0 0 0 0 0 0 0',
  transports = ['tcp 0 1 1 0 5 400 400 0 9 4 2 0 0'],
  operations = { GETATTR: '10 10 0 1 1 1 1 1 0' },
}: MountstatsText): string {
  return [
    'device rootfs mounted on / with fstype rootfs',
    `device ${source} mounted on /mnt/efs with fstype nfs4 statvers=1.1`,
    `\topts:\t${options}`,
    `\tage:\t${age}`,
    "\timpl_id:\tname='',domain='',date='0,0'",
    '\tcaps:\tcaps=0x3ffdf,wtmult=512,dtsize=1048576,bsize=0,namlen=255',
    '\tnfsv4:\tbm0=0xfdffbfff,bm1=0xf9be3e,bm2=0x0,acl=0x0,sessions,pnfs=not configured',
    '\tsec:\tflavor=1,pseudoflavor=1',
    `\tevents:\t${Array.from({ length: 27 }, (_, index) => index).join(' ')}`,
    `\tbytes:\t${bytes}`,
    '\tRPC iostats version: 1.1  p/v: 100003/4 (nfs)',
    ...transports.map(transport => `\txprt:\t${transport}`),
    '\tper-op statistics',
    ...Object.entries(operations).map(([name, counters]) => `\t${name.padStart(8)}: ${counters}`),
    '',
    '',
  ].join('\n');
}

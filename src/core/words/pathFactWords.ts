import { own } from '../guards';
import type { PathFact, PathFactCode } from '../failure/passage';
import { bounded, visible } from '../text/visibleText';
import type { Translate } from '../translate';

/** What is known of a part of the way to the file system, in a sentence that names what says so. */
export function describePathFact({ code, params }: PathFact, t: Translate): string {
  return sentences[code](t, name => bounded(visible(own(params, name) ?? ''), MOST_SHOWN));
}

/** Characters of the ids and addresses that a sentence names. */
const MOST_SHOWN = 2048;

/** Whether a list with commas names more than one. */
export function isSeveral(list: string): boolean {
  return list.includes(', ');
}

/** @param p what the fact names */
type Sentence = (t: Translate, p: (name: string) => string) => string;

const sentences: Readonly<Record<PathFactCode, Sentence>> = {
  'all-open': t => t('All of the way that was read is open.'),
  'not-read': t => t('This was not read.'),
  denied: (t, p) => t('AWS did not allow {0}, so this is not known.', p('action')),

  // --- security groups
  'rule-opens': (t, p) => t('{0} of {1} lets TCP 2049 through, for {2}.', p('rule'), p('group'), p('whom')),
  'no-rule': (t, p) =>
    p('direction') === 'inbound'
      ? t('No inbound rule of {0} lets TCP 2049 in from the function.', p('groups'))
      : t('No outbound rule of {0} lets TCP 2049 out to the mount target.', p('groups')),
  'prefix-list': (t, p) =>
    t('{0} of {1} is for the prefix list {2}, whose entries are not read.', p('rule'), p('group'), p('list')),
  'rule-in-part': (t, p) =>
    t(
      '{0} of {1} is for {2}. Whether that holds all addresses of the other end is not known.',
      p('rule'),
      p('group'),
      p('cidr'),
    ),
  'group-across-vpcs': (t, p) =>
    t(
      '{0} of {1} is for {2}. Whether that counts in another VPC depends on what connects the two.',
      p('rule'),
      p('group'),
      p('other'),
    ),
  'group-not-shown': (t, p) =>
    t('EC2 does not show {0}: it was deleted, or belongs to another account.', p('group')),
  'peer-groups-unknown': (t, p) =>
    t(
      '{0} of {1} is for {2}, and the security groups of the other end were not read.',
      p('rule'),
      p('group'),
      p('other'),
    ),

  // --- network ACLs and routes
  'one-subnet': (t, p) => t('Both ends are in {0}: network ACLs count only between subnets.', p('subnet')),
  'acls-open': (t, p) =>
    isSeveral(p('acls'))
      ? t('{0} let TCP 2049 and its answers pass.', p('acls'))
      : t('{0} lets TCP 2049 and its answers pass.', p('acls')),
  'acl-closes': (t, p) =>
    p('direction') === 'inbound'
      ? t('Inbound rule {0} of {1} keeps out TCP to port {2}.', p('entry'), p('acl'), p('ports'))
      : t('Outbound rule {0} of {1} keeps in TCP to port {2}.', p('entry'), p('acl'), p('ports')),
  'acl-in-part': (t, p) =>
    p('direction') === 'inbound'
      ? t(
          'Inbound rule {0} of {1} keeps out a part of TCP to port {2}. Lambda’s network interfaces use ports 1024–65535.',
          p('entry'),
          p('acl'),
          p('ports'),
        )
      : t(
          'Outbound rule {0} of {1} keeps in a part of TCP to port {2}. Lambda’s network interfaces use ports 1024–65535.',
          p('entry'),
          p('acl'),
          p('ports'),
        ),
  'acl-not-shown': (t, p) => t('EC2 does not show the network ACL of {0}.', p('subnet')),
  'no-route': (t, p) => t('{0} of {1} has no route to the other VPC.', p('table'), p('subnet')),
  'route-dead': (t, p) =>
    t('The route of {0} to the other VPC leads to {1}, which does not exist.', p('table'), p('target')),
  'routes-open': (t, p) => t('{0} leads to the other VPC, through {1}.', p('table'), p('target')),
  'route-beyond': (t, p) => t('{0} leads to {1}; what is behind it was not read.', p('table'), p('target')),
  'route-in-part': (t, p) =>
    t(
      '{0} has a route for {1}. Whether that holds the addresses of the other end is not known.',
      p('table'),
      p('destination'),
    ),

  // --- subnets and mount targets
  'subnet-in-zone': (t, p) =>
    p('zone') === '' ? t('{0} exists.', p('subnet')) : t('{0} is in {1}.', p('subnet'), p('zone')),
  'subnet-not-shown': (t, p) =>
    t('EC2 does not show {0}: it was deleted, or belongs to another account.', p('subnet')),
  'target-available': (t, p) =>
    p('zone') === ''
      ? t('{0} takes connections.', p('target'))
      : t('{0} is in the same zone, {1}.', p('target'), p('zone')),
  'target-unready': (t, p) => t('{0} is in the state “{1}”.', p('target'), p('state')),
  'no-target': t => t('The file system has no mount target at all.'),
  'no-target-in-zone': (t, p) =>
    t('{0} is in {1}, where the file system has no mount target.', p('subnet'), p('zone')),
  'target-zone-unknown': (t, p) => t('Which mount target is in the zone of {0} is not known.', p('subnet')),

  // --- names
  'dns-on': (t, p) =>
    t(
      'enableDnsSupport and enableDnsHostnames of {0} are on, and it uses the Amazon-provided DNS.',
      p('vpc'),
    ),
  'dns-off': (t, p) =>
    isSeveral(p('settings'))
      ? t('{1} of {0} are off.', p('vpc'), p('settings'))
      : t('{1} of {0} is off.', p('vpc'), p('settings')),
  'own-name-servers': (t, p) =>
    t('{0} uses DNS servers of its own ({1}); what they know was not read.', p('vpc'), p('servers')),

  // --- file system and access point
  exists: (t, p) => t('It is in the state “{0}”.', p('state')),
  unready: (t, p) => t('It is in the state “{0}”, in which it cannot be mounted.', p('state')),
  'policy-denies': (t, p) =>
    p('statement') === ''
      ? t('Its policy denies ClientMount to the function’s role.')
      : t('The statement “{0}” in its policy denies ClientMount to the function’s role.', p('statement')),
  gone: t => t('It does not exist.'),
  'of-other-account': t => t('It belongs to another account, and AWS shows it to that account alone.'),
};

import type { Translate } from '../../core/translate';

/** What keeps a request and its answer from coming through, and what to do. */
export const networkWords = {
  'endpoint-down': (t: Translate, p: { endpoint: string }) =>
    t(
      'Nothing answers at {0}. Start what should listen there, or correct the endpoint in the settings or in the profile.',
      p.endpoint,
    ),
  'demo-down': (t: Translate) => t('The demo is no longer running. Start it again with “Try the Demo”.'),
  'connection-refused': (t: Translate, p: { host: string; address: string }) =>
    p.address === ''
      ? t('{0} could not be reached: the connection was refused. Check proxy, VPN and firewall.', p.host)
      : t(
          '{0} could not be reached: nothing listens at {1}. Where that is a proxy, check http.proxy and HTTPS_PROXY; otherwise check VPN and firewall.',
          p.host,
          p.address,
        ),
  'no-route': (t: Translate, p: { host: string; address: string; reason: string }) =>
    t(
      'There is no route to {0} ({1}). Check the network connection and VPN, then try again.',
      p.address === '' ? p.host : `${p.host}, ${p.address}`,
      p.reason,
    ),
  'not-http': (t: Translate, p: { host: string; reason: string }) =>
    t(
      'What answered at {0} does not speak HTTP ({1}). Check scheme and port of the endpoint and of the proxy: a port for TLS needs https.',
      p.host,
      p.reason,
    ),
  'not-tls': (t: Translate, p: { host: string }) =>
    t(
      'What answered at {0} does not speak TLS. Check scheme and port of the endpoint and of the proxy: a port without TLS needs http.',
      p.host,
    ),
  'tls-failed': (t: Translate, p: { host: string; reason: string }) =>
    t(
      'A TLS connection to {0} could not be made ({1}). Check the proxy and its TLS settings, and the endpoint.',
      p.host,
      p.reason,
    ),
  'network-failed': (t: Translate, p: { host: string; reason: string }) =>
    t(
      'The request to {0} failed in the network ({1}). Check the network connection, VPN and proxy, then try again.',
      p.host,
      p.reason,
    ),
  'endpoint-variant-missing': (t: Translate, p: { host: string; region: string }) =>
    t(
      'The host {0} was not found. The profile asks for FIPS or dual-stack endpoints, which not every service has in {1}. Remove use_fips_endpoint or use_dualstack_endpoint, or check network, VPN and proxy.',
      p.host,
      p.region,
    ),
  'endpoint-conflict': (t: Translate, p: { region: string; reason: string }) =>
    t(
      'There is no such endpoint in {0}: {1}. Check use_fips_endpoint and use_dualstack_endpoint in the profile, and AWS_USE_FIPS_ENDPOINT and AWS_USE_DUALSTACK_ENDPOINT in the environment.',
      p.region,
      p.reason,
    ),
  'host-not-found': (t: Translate, p: { host: string }) =>
    t('The host {0} was not found. Check the network connection, VPN and proxy, then try again.', p.host),
  'unknown-region': (t: Translate, p: { region: string; host: string }) =>
    t(
      'There is no Lambda endpoint for the region “{0}”: {1} was not found. Select the regions again.',
      p.region,
      p.host,
    ),
  'connect-timeout': (t: Translate, p: { host: string }) =>
    t('{0} did not answer in time. Check the network connection, VPN and proxy, then try again.', p.host),
  'connection-lost': (t: Translate, p: { host: string }) =>
    t('The connection to {0} broke before the answer was complete. Try again.', p.host),
  'answer-too-large': (t: Translate, p: { host: string }) =>
    t('{0} sent more than such an answer can have. It was not read.', p.host),
  'endless-list': (t: Translate, p: { host: string }) =>
    t('{0} lists functions without an end. The list is shown as far as it was read.', p.host),
  'invoke-lost': (t: Translate, p: { host: string; function: string }) =>
    t(
      'The connection to {0} broke while {1} was running. It was not invoked a second time. Inspect it again when the connection is stable.',
      p.host,
      p.function,
    ),
  'invoke-unanswered': (t: Translate, p: { function: string; seconds: number }) =>
    t(
      '{0} gave no answer within {1} seconds, which is longer than its own timeout. It was not invoked a second time. Check the network between here and AWS, then inspect again.',
      p.function,
      p.seconds,
    ),
  'certificate-not-trusted': (
    t: Translate,
    p: { host: string; reason: string; file: string; unusable: string },
  ) => {
    if (p.file === '') {
      return t(
        'The TLS certificate of {0} is not trusted ({1}). If a proxy of your organisation inspects traffic, add its certificate to the system (see http.systemCertificates), or to a file that AWS_CA_BUNDLE or ca_bundle names.',
        p.host,
        p.reason,
      );
    }
    return p.unusable === ''
      ? t(
          'The TLS certificate of {0} is not trusted ({1}), also not by the certificates in {2} (ca_bundle). Add the certificate of the proxy or of the endpoint there, or to the system (see http.systemCertificates).',
          p.host,
          p.reason,
          p.file,
        )
      : t(
          'The TLS certificate of {0} is not trusted ({1}), and {2} could not be used ({3}). Correct AWS_CA_BUNDLE or ca_bundle, or add the certificate to the system (see http.systemCertificates).',
          p.host,
          p.reason,
          p.file,
          p.unusable,
        );
  },
  'certificate-dates': (t: Translate, p: { host: string; reason: string }) =>
    t(
      'The TLS certificate of {0} is not valid at this time ({1}). Check the clock of this machine, and the certificate of the endpoint or proxy.',
      p.host,
      p.reason,
    ),
  'proxy-unreachable': (t: Translate, p: { host: string; proxy: string }) =>
    t(
      'The proxy {1} could not be reached, so that {0} was not asked. Check http.proxy, http.noProxy, HTTPS_PROXY and VPN.',
      p.host,
      p.proxy,
    ),
  'proxy-refused': (t: Translate, p: { host: string; status: number }) =>
    t(
      'The proxy did not let the request through to {0} (HTTP {1}). Sign in to the proxy: check http.proxy, http.proxyAuthorization and HTTPS_PROXY.',
      p.host,
      p.status,
    ),
  'not-aws': (t: Translate, p: { host: string; service: string; status: number }) =>
    t(
      '{0} answered with something that is not the API of {2} (HTTP {1}). A proxy may be in between, or the endpoint may be wrong: check both.',
      p.host,
      p.status,
      p.service,
    ),
};

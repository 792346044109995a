import assert from 'node:assert/strict';
import { sharedPrefixes } from '../../../../src/views/tree/shortNames';

describe('prefixes that neighbours share', () => {
  const left = (...names: string[]) =>
    sharedPrefixes(names).map((prefix, index) => names[index]?.slice(prefix.length));

  it('are left out up to a separator', () => {
    assert.deepEqual(left('orders-prod-api', 'orders-prod-archive', 'orders-prod-worker'), [
      'api',
      'archive',
      'worker',
    ]);
    assert.deepEqual(left('media.v2.cut', 'media.v2.join'), ['cut', 'join']);
    assert.deepEqual(left('Stack_One_Thumbnailer', 'Stack_One_Thumbs'), ['Thumbnailer', 'Thumbs']);
  });

  it('are the same for the names of one run, and others for the next', () => {
    assert.deepEqual(
      left('billing-eu-api', 'billing-eu-bus', 'orders-eu-dev-c', 'orders-eu-prod-d', 'reports'),
      ['api', 'bus', 'dev-c', 'prod-d', 'reports'],
    );
  });

  it('stay where they are short, where a name would be nothing without, and where there is no neighbour', () => {
    assert.deepEqual(left('api-cut', 'api-join'), ['api-cut', 'api-join']);
    assert.deepEqual(left('orders-prod-worker-01', 'orders-prod-worker-02'), ['worker-01', 'worker-02']);
    assert.deepEqual(left('thumbnailer', 'thumbnails'), ['thumbnailer', 'thumbnails']);
    assert.deepEqual(left('service-', 'service-00033'), ['service-', 'service-00033']);
    assert.deepEqual(left('orders-prod-api'), ['orders-prod-api']);
    assert.deepEqual(left(), []);
  });

  it('stay where one name would be taken for another', () => {
    assert.deepEqual(left('billing-prod-api', 'billing-prod-jobs', 'orders-prod-api', 'orders-prod-web'), [
      'billing-prod-api',
      'jobs',
      'orders-prod-api',
      'web',
    ]);
  });
});

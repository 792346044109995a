import assert from 'node:assert/strict';
import { request } from 'node:http';
import { isHumanError } from '../../../src/core/humanError';
import { authorization, TestEndpoint } from './endpoint';

const path = '/2015-03-31/functions';
describe('local endpoint: who may enter', () => {
  let endpoint: TestEndpoint;

  before(async () => {
    endpoint = await TestEndpoint.start();
  });
  after(() => endpoint.close());

  function status(headers: Record<string, string>, url = path): Promise<number | undefined> {
    return new Promise((resolve, reject) => {
      request(endpoint.local.url + url, { headers }, response => {
        response.resume();
        resolve(response.statusCode);
      })
        .on('error', reject)
        .end();
    });
  }

  it('listens on loopback alone', () => {
    assert.match(endpoint.local.url, /^http:\/\/127\.0\.0\.1:\d+$/);
  });

  it('lets a signed request of a program pass', async () => {
    assert.equal(await status({ authorization }), 200);
    assert.equal(await status({ authorization, host: 'localhost:8080' }), 200);
  });

  it('refuses what a web page could send', async () => {
    assert.equal(await status({ authorization, origin: 'https://example.com' }), 403);
    assert.equal(await status({ authorization, origin: 'null' }), 403);
    assert.equal(await status({ authorization, 'sec-fetch-site': 'cross-site' }), 403);
    assert.equal(await status({ authorization, host: 'rebound.example.com' }), 403);
    assert.equal(await status({ authorization, host: '127.0.0.1.example.com' }), 403);
  });

  it('refuses what is not signed, or for another service', async () => {
    assert.equal(await status({}), 403);
    assert.equal(await status({ authorization: authorization.replace('/lambda/', '/s3/') }), 403);
  });

  it('answers an unknown path and a broken one', async () => {
    assert.equal(await status({ authorization }, '/2015-03-31/layers'), 404);
    assert.equal(await status({ authorization }, `${path}/%E0%A4%A`), 400);
  });

  it('says what to do about a port in use', async () => {
    const port = Number(new URL(endpoint.local.url).port);
    await assert.rejects(
      TestEndpoint.start({ port }),
      error => isHumanError(error) && /another port/.test(error.message),
    );
  });
});

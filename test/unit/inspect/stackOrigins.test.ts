import assert from 'node:assert/strict';
import { StackOrigins } from '../../../src/inspect/stackOrigins';
import { lambdaFunction } from '../aws/fakeLambda';

const arnOf = (name: string) => `arn:aws:lambda:us-east-1:123456789012:function:${name}`;
const functionNamed = (name: string) => ({ target: { ...lambdaFunction(), name, arn: arnOf(name) } });
const tags = (stack: string, logicalId = 'Thumbnailer') => ({
  'aws:cloudformation:stack-name': stack,
  'aws:cloudformation:logical-id': logicalId,
});

describe('the deployed function of a template', () => {
  const template = 'file:///work/template.yaml';
  const wanted = { logicalId: 'Thumbnailer', template };
  const dev = functionNamed('dev-Thumbnailer-1A');
  const prod = functionNamed('prod-Thumbnailer-2B');
  const other = functionNamed('other');
  const all = [dev, prod, other];
  let origins: StackOrigins;

  beforeEach(() => {
    origins = new StackOrigins();
    origins.learn(dev.target.arn, tags('dev'));
    origins.learn(other.target.arn, tags('dev', 'Other'));
  });

  it('is the one whose tags name its logical id', () => {
    assert.equal(origins.only(all, wanted), dev);
    assert.equal(origins.only(all, { ...wanted, logicalId: 'Missing' }), undefined);
  });

  it('is nobody’s guess where two stacks have one', () => {
    origins.learn(prod.target.arn, tags('prod'));
    assert.equal(origins.only(all, wanted), undefined);
    assert.deepEqual(
      all.filter(({ target }) => origins.mayBe(target, wanted)),
      [dev, prod],
    );
  });

  it('is of the stack that was chosen for its template, and for no other template', () => {
    origins.learn(prod.target.arn, tags('prod'));
    origins.choose(template, prod.target.arn);
    assert.equal(origins.only(all, wanted), prod);
    assert.equal(origins.only(all, { ...wanted, template: 'file:///work/copy.yaml' }), undefined);
  });

  it('is found by the name that the template gives, which no two of an account and region share', () => {
    const named = { ...wanted, functionName: other.target.name };
    assert.equal(origins.only(all, named), other);
  });

  it('has no tags that it inherits', () => {
    origins.learn(prod.target.arn, Object.create(tags('prod')) as Record<string, string>);
    assert.equal(origins.stackOf(prod.target.arn), undefined);
  });
});

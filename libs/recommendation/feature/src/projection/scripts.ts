import { BASKETS_OF_A_CUSTOMER, BASKETS_OF_A_PRODUCT, BASKETS_OF_BEST_SELLERS } from '../domain/reach.ts';

/**
 * Each set keeps some orders more than are looked at, for those that will be cancelled. Of a product fewer than 128: up to
 * there Redis packs a set into a third of the memory.
 */
const KEPT_OF_A_PRODUCT = BASKETS_OF_A_PRODUCT + 20;
const KEPT_OF_A_CUSTOMER = BASKETS_OF_A_CUSTOMER + 10;
const KEPT_OF_ALL = BASKETS_OF_BEST_SELLERS + 200;

/** A generation that nobody has written to for so long is given up. */
export const BUILDER_EXPIRES_MS = 30_000;

/** How long a cancelled order is remembered, for the news of its confirmation that comes later. */
const REMEMBER_CANCELLED_MS = 30 * 24 * 3_600_000;

/**
 * Takes changes to the projection. What is looked at follows from which orders were ever heard of, and not from how often
 * or in which order: a set holds all its orders above the greatest that it has let go of, an order is there as long as a
 * set has it, and a cancelled one never comes back. `KEYS: root`. `ARGV: generation or '' for all live ones, name for a
 * first generation, now in ms, then for each change: kind ('+' or '-'), order, customer, products (with blanks between)`.
 */
export const TAKE = `
local root, only, now = KEYS[1], ARGV[1], tonumber(ARGV[3])
local PRODUCT = { looked_at = ${BASKETS_OF_A_PRODUCT}, kept = ${KEPT_OF_A_PRODUCT} }
local CUSTOMER = { looked_at = ${BASKETS_OF_A_CUSTOMER}, kept = ${KEPT_OF_A_CUSTOMER} }
local LATEST = { looked_at = ${BASKETS_OF_BEST_SELLERS}, kept = ${KEPT_OF_ALL} }
local call = redis.call

local generations
local building = call('GET', root .. ':building')
if only ~= '' then
  if building ~= only then return redis.error_reply('SUPERSEDED ' .. only .. ' is not being built any more') end
  call('PEXPIRE', root .. ':building', ${BUILDER_EXPIRES_MS})
  generations = { only }
else
  local serving = call('GET', root .. ':serving')
  if not serving then
    serving = ARGV[2]
    call('SET', root .. ':serving', serving)
    call('SADD', root .. ':generations', serving)
  end
  generations = { serving, building or nil }
end

local function let_go(at, order)
  if call('HINCRBY', at .. 'order:' .. order, 'windows', -1) == 0 then call('DEL', at .. 'order:' .. order) end
end

-- 1 where the set has the order now and had it not before
local function enter(at, set, order, reach)
  if call('ZADD', at .. set, 0, order) == 0 then return 0 end
  -- Redis compares, by bytes: what Lua compares depends on the locale.
  local gone = call('HGET', at .. 'gone', set)
  if gone and call('ZREMRANGEBYLEX', at .. set, '-', '[' .. gone) == 1 then return 0 end
  if call('ZCARD', at .. set) <= reach.kept then return 1 end
  local out = call('ZPOPMIN', at .. set)[1]
  call('HSET', at .. 'gone', set, out)
  if out == order then return 0 end
  let_go(at, out)
  return 1
end

local function leave(at, set, order, reach)
  if call('ZREM', at .. set, order) == 0 then return end
  -- An order that was let go of would be looked at now: only a rebuild knows which.
  if call('ZCARD', at .. set) == reach.looked_at - 1 and call('HEXISTS', at .. 'gone', set) == 1 then
    call('DEL', at .. 'complete')
  end
end

local function confirm(at, order, customer, products)
  local windows = enter(at, 'latest', order, LATEST) + enter(at, 'customer:' .. customer, order, CUSTOMER)
  for product in string.gmatch(products, '%S+') do
    windows = windows + enter(at, 'product:' .. product, order, PRODUCT)
  end
  if windows == 0 then return end
  call('HSET', at .. 'order:' .. order, 'basket', products, 'customer', customer)
  call('HINCRBY', at .. 'order:' .. order, 'windows', windows)
end

local function cancel(at, order)
  local known = call('HMGET', at .. 'order:' .. order, 'basket', 'customer')
  if not known[1] then return end
  leave(at, 'latest', order, LATEST)
  leave(at, 'customer:' .. known[2], order, CUSTOMER)
  for product in string.gmatch(known[1], '%S+') do leave(at, 'product:' .. product, order, PRODUCT) end
  call('DEL', at .. 'order:' .. order)
end

for i = 4, #ARGV, 4 do
  local kind, order, customer, products = ARGV[i], ARGV[i + 1], ARGV[i + 2], ARGV[i + 3]
  local cancelled = call('ZSCORE', root .. ':cancelled', order)
  if kind == '-' and not cancelled then call('ZADD', root .. ':cancelled', now, order) end
  for _, generation in ipairs(generations) do
    local at = root .. ':' .. generation .. ':'
    if kind == '-' then cancel(at, order) elseif not cancelled then confirm(at, order, customer, products) end
    if only ~= '' then call('INCR', at .. 'read') end
  end
end
call('ZREMRANGEBYSCORE', root .. ':cancelled', '-inf', now - ${REMEMBER_CANCELLED_MS})
return redis.status_reply('OK')
`;

/** Begins a generation, or answers 0 where another is being built. `KEYS: root`. `ARGV: generation`. */
export const BEGIN = `
local root, generation = KEYS[1], ARGV[1]
if not redis.call('SET', root .. ':building', generation, 'NX', 'PX', ${BUILDER_EXPIRES_MS}) then return 0 end
redis.call('SADD', root .. ':generations', generation)
redis.call('SET', root .. ':' .. generation .. ':complete', 1)
return 1
`;

/** Lets a generation that was built serve (1), or answers 0 where it was given up. `KEYS: root`. `ARGV: generation`. */
export const SERVE = `
local root, generation = KEYS[1], ARGV[1]
if redis.call('GET', root .. ':building') ~= generation then return 0 end
redis.call('SET', root .. ':serving', generation)
redis.call('DEL', root .. ':building')
return 1
`;

/** Gives up a generation that is being built. `KEYS: root`. `ARGV: generation`. */
export const ABANDON = `
if redis.call('GET', KEYS[1] .. ':building') == ARGV[1] then redis.call('DEL', KEYS[1] .. ':building') end
`;

/**
 * `{ serving, whether it is complete, building, orders read for that, generations that are neither }`, of one moment.
 * `KEYS: root`.
 */
export const STATE = `
local root = KEYS[1]
local serving = redis.call('GET', root .. ':serving') or ''
local building = redis.call('GET', root .. ':building') or ''
local dropped = {}
for _, generation in ipairs(redis.call('SMEMBERS', root .. ':generations')) do
  if generation ~= serving and generation ~= building then dropped[#dropped + 1] = generation end
end
return {
  serving, redis.call('EXISTS', root .. ':' .. serving .. ':complete'),
  building, tonumber(redis.call('GET', root .. ':' .. building .. ':read') or 0), dropped
}
`;

-- One side of the load: wrk sends what `plan` says, each connection pausing between its requests as a person or a
-- program does. `python -m benchmarks.load` writes the plan and reads the last line of the answer.
--
-- A plan is a Lua file that returns a table: cookies (one a thread, or one for all), token, pause (milliseconds, the
-- mean), requests (method, path, body, type), in which each thread begins at a place of its own.

local threads = {}
local answered = {}

function setup(thread)
  thread:set("id", #threads)
  table.insert(threads, thread)
end

function init(args)
  plan = dofile(args[1])
  math.randomseed(args[2] + id)
  at = math.random(#plan.requests)
  wrong = 0
  first_wrong = ""
  headers = {}
  if plan.token then headers["Authorization"] = "Bearer " .. plan.token end
  if plan.cookies then headers["Cookie"] = plan.cookies[id % #plan.cookies + 1] end
end

function delay()
  return math.floor(plan.pause * (0.5 + math.random()))
end

function request()
  at = at % #plan.requests + 1
  local asked = plan.requests[at]
  headers["Content-Type"] = asked.type
  return wrk.format(asked.method, asked.path, headers, asked.body)
end

-- A page that sends its reader to the sign-in is no answer.
function response(status, headers, body)
  local to = headers["location"] or headers["Location"] or ""
  if status >= 400 or to:find("sign%-in") then
    wrong = wrong + 1
    if first_wrong == "" then first_wrong = status .. " " .. to .. " " .. body:sub(1, 200):gsub("[%c\"\\]", " ") end
  end
end

function done(summary, latency, requests)
  local wrong, first = 0, ""
  for _, thread in ipairs(threads) do
    wrong = wrong + thread:get("wrong")
    if first == "" then first = thread:get("first_wrong") end
  end
  local e = summary.errors
  io.write(string.format(
    '\n{"requests": %d, "seconds": %.2f, "p50": %.2f, "p95": %.2f, "p99": %.2f, "worst": %.2f, "wrong": %d, "broken": %d, "first": "%s"}\n',
    summary.requests, summary.duration / 1e6, latency:percentile(50) / 1e3, latency:percentile(95) / 1e3,
    latency:percentile(99) / 1e3, latency.max / 1e3, wrong, e.connect + e.read + e.write + e.timeout, first))
end
